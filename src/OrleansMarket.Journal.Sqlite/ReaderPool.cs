using System.Collections.Concurrent;

namespace OrleansMarket.Journal.Sqlite;

/// <summary>A few connections that read, each lent to one reader at a time.</summary>
/// <typeparam name="TReader">Such a connection.</typeparam>
internal sealed class ReaderPool<TReader> : IAsyncDisposable
    where TReader : IDisposable
{
    private readonly SemaphoreSlim free;
    private readonly ConcurrentStack<TReader> readers = [];
    private readonly int count;
    private volatile bool disposed;

    public ReaderPool(int count, Func<TReader> open)
    {
        this.count = count;
        free = new SemaphoreSlim(count);
        for (var i = 0; i < count; i++) readers.Push(open());
    }

    public async ValueTask<T> Read<TQuestion, T>(TQuestion question, Func<TReader, TQuestion, T> read)
    {
        await free.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            readers.TryPop(out var reader);
            try
            {
                return read(reader!, question);
            }
            finally
            {
                readers.Push(reader!);
            }
        }
        finally
        {
            free.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        disposed = true;
        for (var i = 0; i < count; i++) await free.WaitAsync();
        foreach (var reader in readers) reader.Dispose();
        // Whoever came too late finds out that this is disposed rather than waiting for ever.
        free.Release(count);
    }
}
