using System.Text;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal.Sqlite;
using static OrleansMarket.Grains.Tests.MarketCluster;

namespace OrleansMarket.Grains.Tests;

/// <summary>What is personal is sealed in the journal, and can be forgotten though the journal never changes.</summary>
public sealed class SealingTests : IDisposable
{
    private static readonly Caller Ada = new("ada", Role.Buyer);
    private static readonly string[] Personal = [Home.Name, Home.Street, Home.City, Home.PostalCode, "Lovelace"];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sealing-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task I18_An_address_is_nowhere_in_the_journal_and_gone_with_its_member()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(
            new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        string order, others;
        await using (var journal = OpenJournal())
        await using (var keyring = OpenKeys())
        await using (var market = await Start(store: journal, clock: clock, keyring: keyring))
        {
            await market.List("lamp", "aurora", 2400, 10);
            order = await market.PlacePaid("ada", "lamp");
            others = await market.PlacePaid("bob", "lamp");
            Assert.Equal(Home, (await market.Order(order)).ShipTo);
            Assert.Equal(Home, (await market.Grains.Order(order).View(Ada))!.ShipTo);
            NothingPersonalIn("market.db");
        }

        // The same after a restart: the keys are as durable as the journal.
        await using (var journal = OpenJournal())
        await using (var keyring = OpenKeys())
        await using (var market = await Start(store: journal, clock: clock, keyring: keyring))
        {
            Assert.Equal(Home, (await market.Order(order)).ShipTo);
            await market.Pass(TimeSpan.FromDays(30));
            var before = await market.Grains.Ledger().TrialBalance();
            var history = await market.Grains.Order(order).History(Operator);
            Assert.Null((await market.Grains.Member("ada").Deactivate(Member.Reason.Privacy)).Why);
            Assert.Equal(Home, (await market.Order(order)).ShipTo);
            await market.Pass(TimeSpan.FromDays(14));

            Assert.Equal(Member.Status.Erased, (await market.Grains.Member("ada").View()).Status);
            Assert.Null((await market.Order(order)).ShipTo);
            Assert.Null((await market.Grains.Order(order).View(new("aurora", Role.Seller)))!.ShipTo);
            Assert.Equal(Home, (await market.Order(others)).ShipTo);
            Assert.Equal(Said(before), Said(await market.Grains.Ledger().TrialBalance()));
            Assert.Equal(Said(history), Said(await market.Grains.Order(order).History(Operator)));
            await Audit.CheckSettled(market);
            NothingPersonalIn("market.db");
        }

        await using (var journal = OpenJournal())
        await using (var keyring = OpenKeys())
        await using (var market = await Start(store: journal, clock: clock, keyring: keyring))
        {
            Assert.Null((await market.Order(order)).ShipTo);
            Assert.Equal(Home, (await market.Order(others)).ShipTo);
        }
    }

    [Fact]
    public async Task An_order_from_before_addresses_were_sealed_is_shown_as_it_is()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        var plan = new CheckoutPlan("ada", [new("lamp", 1, "standard", null)], Home, [], null);
        var placed = await market.Grains.Checkout(market.Ids.New(Ids.Checkout)).Place(plan);
        Assert.Equal(Home, (await market.Order(Assert.Single(placed.Orders).Id)).ShipTo);
    }

    [Fact]
    public async Task All_addresses_of_a_buyer_are_sealed_with_one_key()
    {
        await using var market = await Start();
        await market.List("lamp", "aurora", 2400, 10);
        for (var i = 0; i < 3; i++) await market.Place("ada", "lamp");
        await market.Place("bob", "lamp");
        var orders = (await Books.Read(market.Store)).Orders().Values;
        var keys = orders.Where(one => one.Terms!.Buyer == "ada").Select(one => one.Terms!.SealedTo!.Key);
        Assert.Single(keys.Distinct());
        Assert.Equal(2, orders.Select(one => one.Terms!.SealedTo!.Key).Distinct().Count());
        Assert.Equal(4, orders.Select(one => one.Terms!.SealedTo!.Text).Distinct().Count());
    }

    private SqliteStore OpenJournal() =>
        SqliteStore.Open(Path.Combine(folder.FullName, "market.db"), new SqliteOptions { Partitions = 4 });

    private SqliteKeyring OpenKeys() => SqliteKeyring.Open(Path.Combine(folder.FullName, "keys.db"));

    /// <summary>Reads the raw bytes of a file and its log; that they are readable, the seller's name shows.</summary>
    private void NothingPersonalIn(string name)
    {
        string[] files = [name, name + "-wal"];
        var bytes = files.SelectMany(file => Read(Path.Combine(folder.FullName, file))).ToArray();
        Assert.True(bytes.AsSpan().IndexOf("aurora"u8) >= 0);
        Assert.All(Personal, word => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, word));

        static byte[] Read(string file)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }
}
