namespace OrleansMarket.Journal;

/// <summary>Histories that are asked for at the same moment share one read of the store.</summary>
internal sealed class LoadQueue(IJournalStore store, JournalOptions options, Tally tally)
{
    private readonly Lock gate = new();
    private readonly Queue<Asked> waiting = [];
    private int readers;

    public Task<History> Load(HistoryRequest request)
    {
        var asked = new Asked(request);
        lock (gate)
        {
            waiting.Enqueue(asked);
            if (readers == options.Readers) return asked.Task;
            readers++;
        }

        // By the time the reader starts, whoever asks at the same moment has joined the queue.
        ThreadPool.UnsafeQueueUserWorkItem(static queue => _ = queue.ReadAll(), this, preferLocal: false);
        return asked.Task;
    }

    private async Task ReadAll()
    {
        var batch = new List<Asked>();
        var requests = new List<HistoryRequest>();
        while (Take(batch, requests))
        {
            try
            {
                var histories = await store.Read(requests);
                tally.Read(batch.Count);
                for (var i = 0; i < batch.Count; i++) batch[i].SetResult(histories[i]);
            }
            catch (Exception failure)
            {
                foreach (var asked in batch) asked.TrySetException(Unreadable(failure));
            }
        }
    }

    private bool Take(List<Asked> batch, List<HistoryRequest> requests)
    {
        batch.Clear();
        requests.Clear();
        lock (gate)
        {
            while (batch.Count < options.MaxBatchLoads && waiting.TryDequeue(out var asked))
            {
                batch.Add(asked);
                requests.Add(asked.Request);
            }

            if (batch.Count == 0) readers--;
            return batch.Count > 0;
        }
    }

    private static JournalUnavailableException Unreadable(Exception failure) =>
        new("The journal could not be read; try again in a moment.", failure);

    private sealed class Asked(HistoryRequest request)
        : TaskCompletionSource<History>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public HistoryRequest Request => request;
    }
}
