using OrleansMarket.Journal.Tests.Contract;

namespace OrleansMarket.Journal.Tests;

public sealed class EntryDigestTests
{
    public static readonly Entry Original =
        new("ord_a", 2, Some.Noon, Some.Noon.AddDays(1), "cmd", "cause", "[1]"u8.ToArray());

    public static TheoryData<string, Entry> Others => new()
    {
        { "aggregate", Original with { Aggregate = "ord_b" } },
        { "version", Original with { Version = 3 } },
        { "at", Original with { At = Some.Noon.AddTicks(1) } },
        { "due", Original with { Due = Some.Noon } },
        { "no due", Original with { Due = null } },
        { "command", Original with { Command = "cmd2" } },
        { "no command", Original with { Command = null } },
        { "an empty command", Original with { Command = "" } },
        { "no cause", Original with { Cause = null } },
        { "events", Original with { Events = "[2]"u8.ToArray() } },
        { "a text that moved", Original with { Command = "cm", Cause = "dcause" } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Everything_that_an_entry_says_is_in_its_digest(string what, Entry other) =>
        Assert.True(EntryDigest.Of(default, Original) != EntryDigest.Of(default, other), what);

    [Fact]
    public void So_is_what_stands_before_it() => Assert.NotEqual(
        EntryDigest.Of(EntryDigest.None, Original),
        EntryDigest.Of(EntryDigest.Of(EntryDigest.None, Original), Original));

    /// <summary>Stored chains are read by every later version: this value is for ever.</summary>
    [Fact]
    public void It_is_the_same_for_ever() => Assert.Equal(
        "56a2149d9c86f9eaeacf04b8779c6d80", EntryDigest.Of(EntryDigest.None, Original).ToString());
}
