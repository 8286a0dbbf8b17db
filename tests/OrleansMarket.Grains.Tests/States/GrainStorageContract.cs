using Orleans.Storage;

namespace OrleansMarket.Grains.Tests.States;

/// <summary>What Orleans asks of a grain storage. A default provider is what passes this.</summary>
/// <remarks>It runs on Orleans' own provider as well, which shows that the suite asks for nothing else.</remarks>
public abstract class GrainStorageContract(StorageMarket market)
{
    private static int grains;

    private readonly GrainId grain = GrainId.Create("note", $"{Interlocked.Increment(ref grains)}");

    private IGrainStorage Storage => market.Storage;

    /// <summary>Whether a cleared row is told from one that was never written, by its ETag.</summary>
    protected virtual bool KeepsTheVersionOfWhatIsCleared => true;

    [Fact]
    public async Task What_was_never_written_is_no_record_and_a_fresh_state()
    {
        var state = new GrainState<Note>(new Note { Text = "left over" }, "left over") { RecordExists = true };
        await Storage.ReadStateAsync("note", grain, state);

        Assert.Equal((false, null, null, 0), Said(state));
    }

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        var written = await Write(new Note { Text = "Привет, 😀\0", Count = 7 });
        Assert.True(written.RecordExists);
        Assert.False(string.IsNullOrEmpty(written.ETag));

        Assert.Equal((true, written.ETag, "Привет, 😀\0", 7), Said(await Read()));
    }

    [Fact]
    public async Task Every_write_has_an_ETag_of_its_own()
    {
        var state = await Read();
        var etags = new List<string?>();
        for (var n = 0; n < 10; n++)
        {
            state.State!.Count = n;
            await Storage.WriteStateAsync("note", grain, state);
            etags.Add(state.ETag);
        }

        Assert.Distinct(etags);
        Assert.Equal((true, etags[^1], null, 9), Said(await Read()));
    }

    [Fact]
    public async Task An_ETag_never_comes_back_over_a_clear()
    {
        var state = await Read();
        var etags = new List<string?>();
        for (var n = 0; n < 5; n++)
        {
            state.State = new Note { Count = n };
            await Storage.WriteStateAsync("note", grain, state);
            etags.Add(state.ETag);
            await Storage.ClearStateAsync("note", grain, state);
            if (KeepsTheVersionOfWhatIsCleared) etags.Add(state.ETag);
        }

        Assert.Distinct(etags);
    }

    [Fact]
    public async Task What_was_cleared_is_no_record_and_can_be_written_again()
    {
        var state = await Write(new Note { Text = "old", Count = 1 });
        var before = state.ETag;
        await Storage.ClearStateAsync("note", grain, state);
        Assert.Equal((false, null, 0), (state.RecordExists, state.State!.Text, state.State.Count));
        Assert.NotEqual(before, state.ETag);

        var read = await Read();
        Assert.Equal((false, state.ETag, null, 0), Said(read, orNone: !KeepsTheVersionOfWhatIsCleared));
        read.State!.Text = "new";
        await Storage.WriteStateAsync("note", grain, read);
        Assert.Equal((true, read.ETag, "new", 0), Said(await Read()));
    }

    [Fact]
    public async Task Clearing_twice_or_what_was_never_written_is_no_mistake()
    {
        var state = await Read();
        await Storage.ClearStateAsync("note", grain, state);
        Assert.False(state.RecordExists);
        await Storage.WriteStateAsync("note", grain, state);
        await Storage.ClearStateAsync("note", grain, state);
        await Storage.ClearStateAsync("note", grain, state);

        Assert.False(state.RecordExists);
        Assert.False((await Read()).RecordExists);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData(" 1")]
    [InlineData("1.0")]
    [InlineData("no ETag of anybody's")]
    public async Task Without_the_ETag_of_what_is_there_nothing_is_changed(string? etag)
    {
        var written = await Write(new Note { Text = "first" });

        await Refused(etag);
        Assert.Equal(Said(written), Said(await Read()));
    }

    [Fact]
    public async Task A_stale_ETag_changes_nothing()
    {
        var (one, other) = (await Read(), await Read());
        await Storage.WriteStateAsync("note", grain, one);
        var first = one.ETag;
        one.State!.Text = "latest";
        await Storage.WriteStateAsync("note", grain, one);

        await Refused(first);
        await Refused(other.ETag);
        Assert.Equal((true, one.ETag, "latest", 0), Said(await Read()));
    }

    [Fact]
    public async Task An_ETag_from_before_a_clear_changes_nothing()
    {
        var state = await Write(new Note { Text = "old" });
        var old = state.ETag;
        await Storage.ClearStateAsync("note", grain, state);

        await Refused(old);
        Assert.False((await Read()).RecordExists);
        state.State = new Note { Text = "new" };
        await Storage.WriteStateAsync("note", grain, state);
        await Refused(old);
        Assert.Equal((true, state.ETag, "new", 0), Said(await Read()));
    }

    [Fact]
    public async Task Whoever_has_not_seen_the_clear_cannot_write_as_if_nothing_had_been()
    {
        var late = await Read();
        var state = await Write(new Note { Text = "old" });
        await Storage.ClearStateAsync("note", grain, state);
        if (!KeepsTheVersionOfWhatIsCleared)
        {
            Assert.Null(state.ETag);
            return;
        }

        await Refused(late.ETag);
    }

    [Fact]
    public async Task A_refusal_leaves_the_caller_as_he_was_and_says_both_ETags()
    {
        var written = await Write(new Note { Text = "first" });
        var stale = new GrainState<Note>(new Note { Text = "mine" }, "stale");

        var refusal = await Assert.ThrowsAnyAsync<InconsistentStateException>(
            () => Storage.WriteStateAsync("note", grain, stale));
        Assert.Equal((written.ETag, "stale"), (refusal.StoredEtag, refusal.CurrentEtag));
        Assert.Equal((false, "stale", "mine", 0), Said(stale));
    }

    [Fact]
    public async Task Of_many_who_write_at_once_on_the_same_ETag_one_succeeds()
    {
        var written = await Write(new Note());
        var results = await Task.WhenAll(Enumerable.Range(1, 20).Select(async n =>
        {
            var mine = new GrainState<Note>(new Note { Count = n }, written.ETag);
            var failure = await Record.ExceptionAsync(() => Storage.WriteStateAsync("note", grain, mine));
            return (n, failure, mine.ETag);
        }));

        var (winner, _, etag) = Assert.Single(results, result => result.failure is null);
        Assert.All(results, result => Assert.True(result.failure is null or InconsistentStateException));
        Assert.Equal((true, etag, null, winner), Said(await Read()));
    }

    [Fact]
    public async Task States_grain_types_and_keys_are_kept_apart()
    {
        (string Name, GrainId Grain)[] rows =
        [
            ("note", grain), ("note2", grain), ("note/", grain), ("", grain),
            ("note", GrainId.Create("note2", grain.Key.ToString()!)),
            ("note", GrainId.Create("note", $"{grain.Key}/a")),
            ("note", GrainId.Create("note", $"{grain.Key}a")), ("note/note", grain), ("Note", grain),
            ("note", GrainId.Create("Note", grain.Key.ToString()!)),
        ];
        for (var n = 0; n < rows.Length; n++)
            await Storage.WriteStateAsync(rows[n].Name, rows[n].Grain, new GrainState<Note>(new Note { Count = n }));
        await Storage.ClearStateAsync("note2", grain, await Read("note2", grain));

        for (var n = 0; n < rows.Length; n++)
            Assert.Equal(n == 1 ? 0 : n, (await Read(rows[n].Name, rows[n].Grain)).State!.Count);
    }

    [Theory]
    [InlineData("'; DROP TABLE state; --")]
    [InlineData("%_*?[a]\\")]
    [InlineData("../../etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("\r\n\t ")]
    [InlineData("😀 Ω ﷽")]
    public async Task Any_characters_and_any_length_make_a_key(string hostile)
    {
        foreach (var key in (string[])[hostile, hostile + new string('x', 4000), hostile + "+more"])
        {
            var its = GrainId.Create(grain.Type, $"{grain.Key}{key}");
            await Storage.WriteStateAsync(hostile, its, new GrainState<Note>(new Note { Text = key }));
            Assert.Equal(key, (await Read(hostile, its)).State!.Text);
        }
    }

    [Fact]
    public async Task A_state_may_be_a_megabyte()
    {
        var text = new string('x', 500_000) + new string('é', 500_000);
        await Write(new Note { Text = text });

        Assert.Equal(text, (await Read()).State!.Text);
    }

    [Fact]
    public async Task What_happens_to_a_state_after_it_was_written_or_read_changes_nothing_stored()
    {
        var state = await Read();
        state.State!.Tags.Add("written");
        await Storage.WriteStateAsync("note", grain, state);
        state.State.Tags.Add("after");
        var read = await Read();
        read.State!.Tags.Add("after");

        Assert.Equal(["written"], (await Read()).State!.Tags);
    }

    [Fact]
    public async Task Different_grains_write_at_the_same_time()
    {
        var ids = Enumerable.Range(0, 100).Select(n => GrainId.Create("note", $"{grain.Key}-{n}")).ToArray();
        await Parallel.ForEachAsync(ids, async (id, _) =>
        {
            var state = await Read("note", id);
            for (var n = 1; n <= 5; n++)
            {
                state.State!.Count = n;
                await Storage.WriteStateAsync("note", id, state);
            }
        });

        foreach (var id in ids) Assert.Equal(5, (await Read("note", id)).State!.Count);
    }

    private async Task Refused(string? etag)
    {
        // What is not there to be read may not be there to be written either.
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() =>
            Storage.WriteStateAsync("note", grain, new GrainState<Note>(new Note { Text = "stale" }, etag)));
        await Assert.ThrowsAnyAsync<InconsistentStateException>(() =>
            Storage.ClearStateAsync("note", grain, new GrainState<Note>(new Note(), etag) { RecordExists = true }));
    }

    private async Task<GrainState<Note>> Write(Note note)
    {
        var state = await Read();
        state.State = note;
        await Storage.WriteStateAsync("note", grain, state);
        return state;
    }

    private Task<GrainState<Note>> Read() => Read("note", grain);

    private async Task<GrainState<Note>> Read(string name, GrainId id)
    {
        var state = new GrainState<Note>(new Note());
        await Storage.ReadStateAsync(name, id, state);
        return state;
    }

    private static (bool, string?, string?, int) Said(GrainState<Note> state, bool orNone = false) =>
        (state.RecordExists, orNone ? null : state.ETag, state.State!.Text, state.State.Count);
}

/// <summary>What a grain of the suite remembers.</summary>
[GenerateSerializer]
[Alias("test.note")]
public sealed class Note
{
    [Id(0)]
    public string? Text { get; set; }

    [Id(1)]
    public int Count { get; set; }

    [Id(2)]
    public List<string> Tags { get; set; } = [];
}
