namespace OrleansMarket.Journal;

/// <summary>
/// Runs one machine on the journal: decides on the newest state, appends, answers when durable, then carries out what
/// is owed. Knows neither the market nor the runtime that hosts it.
/// </summary>
/// <remarks>
/// Not thread-safe: all calls must come from one logical thread (a grain's scheduler, a simulator). They may overlap at
/// awaits, which is what pipelining is: the next command is decided on the state that the last one will have made,
/// while that one is still being written. Nothing of such a state is answered or shown before it is durable. When an
/// append fails, the line it stood in is broken: what was decided behind it fails with it, the state is dropped and
/// read anew.
/// </remarks>
/// <param name="id">The aggregate's id.</param>
/// <param name="machine">Its rules.</param>
/// <param name="journal">Where its entries lie.</param>
/// <param name="clock">The market's clock.</param>
/// <param name="carryOut">
/// Carries out one owed step by calling others, and returns the command with which the machine learns of the answer.
/// Throws when there is no answer yet: the step stays owed, and the retry deadline asks again.
/// </param>
public sealed class Aggregate<TState, TCommand, TEvent, TStep, TAnswer>(
    string id,
    Machine<TState, TCommand, TEvent, TStep, TAnswer> machine,
    IJournal journal,
    TimeProvider clock,
    Func<TStep, Task<TCommand>>? carryOut = null)
    where TState : notnull
    where TEvent : notnull
{
    private const int Attempts = 4;

    private Line? line;
    private Task<Line>? loading;
    private Task? carrying;

    /// <summary>The aggregate's id.</summary>
    public string Id => id;

    /// <summary>
    /// Why the last attempt to carry out an owed step failed; null when none has. For logs and tests.
    /// </summary>
    public Exception? LastFailure { get; private set; }

    /// <summary>Decides a command and answers when everything that the answer rests on is durable.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="commandId">The caller's name for this request, stored for tracing.</param>
    /// <param name="cause">What made the caller ask, stored for tracing.</param>
    /// <param name="creates">
    /// The command brings the aggregate into being, under an id that is most likely fresh: the first append is tried
    /// without reading first. Should the aggregate exist, the conflict says so and the command is decided again on what
    /// is really there; so a wrong guess costs time and nothing else.
    /// </param>
    /// <exception cref="JournalOverloadedException">Nothing was decided; try again shortly.</exception>
    /// <exception cref="JournalUnavailableException">
    /// The outcome is not known; the command may be sent again.
    /// </exception>
    public async Task<TAnswer> Transact(
        TCommand command, string? commandId = null, string? cause = null, bool creates = false)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var guessed = line is null && creates && attempt == 1;
            var current = guessed ? new Line(machine.Initial, 0, null) : await Loaded();
            var now = clock.GetUtcNow();
            var (events, answer) = machine.Decide(current.State, command, now);
            if (events.Count == 0)
            {
                // "No" and "already done" must not rest on a guess, on a state that never came to be, or on one that
                // another activation has left behind: an append would find that out, so whoever has none has to look.
                if (!guessed && await current.Settled() && await IsNewest(current)) return answer;
                continue;
            }

            switch (await Write(current, command, events, now, commandId, cause))
            {
                case AppendStatus.Committed:
                    CarryOutOwed();
                    return answer;
                case AppendStatus.Unavailable:
                    throw new JournalUnavailableException($"It is not known whether a decision of {id} was stored.");
            }
        }

        throw new JournalUnavailableException($"{id} is being written by somebody else all the time.");
    }

    /// <summary>The newest state, once it is durable.</summary>
    public async Task<TState> Durable() => (await Read()).State;

    /// <summary>The newest state and its version (the number of decisions so far), once they are durable.</summary>
    public async Task<(TState State, long Version)> Read()
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var current = await Loaded();
            var (state, version) = (current.State, current.Version);
            // Whoever decides by what he reads must not read what another activation has left behind.
            if (await current.Settled() && await IsNewest(current)) return (state, version);
        }

        throw new JournalUnavailableException($"The newest decisions of {id} do not become durable.");
    }

    /// <summary>
    /// Tells the machine that its deadline may have come: what silence means is decided, and what is owed is carried
    /// out. Early, late, doubled or out of date, it is harmless.
    /// </summary>
    public async Task Elapse()
    {
        var current = await Loaded();
        // Whoever tells of a deadline has read it in the journal: where it is not known, another activation stored it.
        if (!IsDue(current) && !await IsNewest(current)) current = await Loaded();
        if (!IsDue(current)) return;
        if (machine.DueAt(current.State) is { } own && own <= clock.GetUtcNow())
            await Transact(machine.Elapsed, cause: "deadline");
        await Settle();
    }

    /// <summary>Waits until nothing is owed, or until an attempt to carry it out has failed.</summary>
    public async Task Settle()
    {
        await Loaded();
        CarryOutOwed();
        while (carrying is { IsCompleted: false } running) await running;
    }

    private async Task<AppendStatus> Write(
        Line current, TCommand command, IReadOnlyList<TEvent> events, DateTimeOffset now,
        string? commandId, string? cause)
    {
        var after = machine.Fold(current.State, events);
        var due = machine.DueAfter(after, now);
        var own = new Entry(id, current.Version + 1, now, due, commandId, cause, machine.Events.Write(events));
        var births = Entries(machine.Births(command, after, events, now), now, cause ?? id);
        var appending = journal.Append(current.Appends, new Append(own, current.Due, births));
        if (appending.IsCompletedSuccessfully && appending.Result.Status == AppendStatus.Overloaded)
            throw new JournalOverloadedException();

        current.Advance(after, due, appending);
        // A load that is still under way read what was there before this decision: nobody is to go on from that.
        if (line is null) (line, loading) = (current, null);
        // Other commands may now be decided on the new state; it is true only once this await has ended well.
        var status = (await appending).Status;
        if (status == AppendStatus.Committed) OfferSnapshot(current, after, own);
        else if (line == current) line = null;
        return status;
    }

    private bool IsDue(Line current) => current.Due is { } due && due <= clock.GetUtcNow();

    private async ValueTask<bool> IsNewest(Line current)
    {
        if (!await journal.IsNewest(id, current.Version))
        {
            if (line == current) line = null;
            return false;
        }

        // What was decided meanwhile counts as known; should it be somebody else's, this line breaks.
        return await current.Settled();
    }

    private static Entry[] Entries(IReadOnlyList<Birth> births, DateTimeOffset now, string cause)
    {
        if (births.Count == 0) return [];
        var entries = new Entry[births.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new Entry(births[i].Aggregate, 1, now, births[i].Due, null, cause, births[i].Events);
        return entries;
    }

    private ValueTask<Line> Loaded()
    {
        if (line is { Appends.IsBroken: true }) line = null;
        return line is { } known ? ValueTask.FromResult(known) : LoadLine();
    }

    private async ValueTask<Line> LoadLine()
    {
        while (line is null)
        {
            // Whoever asks while a load is under way shares it; a line that broke meanwhile is loaded again.
            var running = loading ??= Load();
            try
            {
                var loaded = await running;
                if (loading == running) line ??= loaded;
            }
            finally
            {
                if (loading == running) loading = null;
            }
        }

        return line;
    }

    private async Task<Line> Load()
    {
        var (state, version, due, entries) = await LoadSnapshot();
        var loaded = version;
        foreach (var entry in entries)
        {
            state = machine.Fold(state, machine.Events.Read(entry.Events));
            (version, due) = (entry.Version, entry.Due);
        }

        return new Line(state, version, due) { SnapshotVersion = loaded };
    }

    private async Task<(TState State, long Version, DateTimeOffset? Due, IReadOnlyList<Entry> Behind)> LoadSnapshot()
    {
        var codec = machine.Snapshots;
        var past = await journal.Load(new HistoryRequest(id, codec?.Shape));
        if (past.Snapshot is { } kept)
        {
            try
            {
                return (codec!.Read(kept.Body), kept.Version, kept.Due, past.Entries);
            }
            catch (Exception unreadable)
            {
                // A snapshot is never needed: whatever is wrong with it, the entries say the same.
                LastFailure = unreadable;
                past = await journal.Load(new HistoryRequest(id, null));
            }
        }

        return (machine.Initial, 0, null, past.Entries);
    }

    private void OfferSnapshot(Line current, TState state, Entry own)
    {
        if (machine.Snapshots is not { } codec) return;
        if (own.Version - current.SnapshotVersion < Math.Max(codec.Every, codec.Weight(state))) return;
        current.SnapshotVersion = own.Version;
        journal.Offer(new Snapshot(id, own.Version, own.Due, codec.Shape, codec.Write(state)));
    }

    private void CarryOutOwed()
    {
        if (carryOut is null || carrying is { IsCompleted: false }) return;
        if (line is not { } current || machine.Owed(current.State).Count == 0) return;
        carrying = CarryOut();
    }

    private async Task CarryOut()
    {
        try
        {
            while (true)
            {
                var (state, version) = await Read();
                var steps = machine.Owed(state);
                if (steps.Count == 0)
                {
                    // Decisions made while this one was becoming durable may owe something new.
                    if (line is null || line.Version == version) return;
                    continue;
                }

                // Each answer is noted as it comes: a step that fails does not hold up what the others lead to.
                var failures = await Task.WhenAll(steps.Select(Attempt));
                // Read anew: a decision whose append failed has left no line behind, and is no progress.
                if ((await Read()).Version == version)
                    throw failures.FirstOrDefault(failure => failure is not null)
                        ?? new InvalidOperationException($"{id} carried out what it owes, and owes it still.");
            }
        }
        catch (Exception failed)
        {
            // The step stays owed and its retry deadline is stored; the next deadline, or caller, asks again.
            LastFailure = failed;
        }
    }

    private async Task<Exception?> Attempt(TStep step)
    {
        try
        {
            await Transact(await carryOut!(step));
            return null;
        }
        catch (Exception failed)
        {
            return LastFailure = failed;
        }
    }

    /// <summary>One unbroken line of decisions since the state was last read from the journal.</summary>
    private sealed class Line(TState state, long version, DateTimeOffset? due)
    {
        private Task<AppendResult> tail = Task.FromResult(new AppendResult(AppendStatus.Committed));

        public TState State { get; private set; } = state;
        public long Version { get; private set; } = version;
        public DateTimeOffset? Due { get; private set; } = due;
        public AppendLine Appends { get; } = new();
        public long SnapshotVersion { get; set; }

        public void Advance(TState next, DateTimeOffset? nextDue, Task<AppendResult> appending)
        {
            (State, Due, tail) = (next, nextDue, appending);
            Version++;
        }

        /// <summary>
        /// Waits until the newest state is durable; false when the line broke and the state never came to be.
        /// </summary>
        public async ValueTask<bool> Settled() => (await tail).Status == AppendStatus.Committed;
    }
}
