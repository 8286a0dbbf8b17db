using System.Reflection;
using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Grains.Stored;
using OrleansMarket.Grains.Tests.Stored;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Notifying;

/// <summary>Who is told of what, and in which words.</summary>
public sealed class HappeningTests
{
    private static readonly Parties Known = new("ana", "aurora") { Title = "A lamp", MoreLines = 1 };

    /// <summary>The machines whose entries speak, by the prefix of their aggregates.</summary>
    private static readonly Dictionary<string, string> Speaking = new()
    {
        [nameof(Codecs.Order)] = Ids.Order,
        [nameof(Codecs.Escrow)] = Ids.Escrow,
        [nameof(Codecs.Refund)] = Ids.Refund,
        [nameof(Codecs.Coupon)] = Ids.Coupon,
        [nameof(Codecs.Stock)] = Ids.Stock,
        [nameof(Codecs.SellerAccount)] = Ids.SellerAccount,
        [nameof(Codecs.SellerStanding)] = Ids.Standing,
    };

    [Fact]
    public void Every_kind_of_aggregate_speaks_or_is_silent_on_purpose()
    {
        // What is named by the aggregate of another: disputes by their order, reports by their seller.
        string[] parts = [Ids.Dispute, Ids.Evidence, Ids.Report];
        // What has an id and no entries.
        string[] others = [Ids.DeadLetter, Ids.Webhook];
        var prefixes = typeof(Ids).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => ((string)field.GetRawConstantValue()!)[..4]);
        Assert.Equal(
            prefixes.Order(), Speaking.Values.Concat(Happenings.Silent).Concat(parts).Concat(others).Order());
    }

    [Fact]
    public void Somebody_has_thought_about_every_event_of_what_speaks() => Assert.All(
        Speaking.Keys.SelectMany(name => Samples.All.Single(machine => machine.Name == name).Events, Tell),
        told => Assert.True(told is null || told.Type.Contains('.', StringComparison.Ordinal)));

    /// <summary>What everybody is told of every event, reviewed like the tables of the machines.</summary>
    [Fact]
    public void Recipients_and_words_are_those_of_the_golden_file()
    {
        var told = Speaking.Keys
            .SelectMany(name => Samples.All.Single(machine => machine.Name == name).Events, Tell)
            .OfType<Happening>().Select(one => string.Concat(Lines(one).Select(line => line + "\n"))).Distinct();
        Golden.Check("Notices", string.Concat(told));
    }

    [Fact]
    public void Nothing_personal_is_told()
    {
        var all = string.Concat(Speaking.Keys
            .SelectMany(name => Samples.All.Single(machine => machine.Name == name).Events, Tell)
            .OfType<Happening>().Select(told => Data(told)));
        foreach (var personal in new[] { "Ana Lee", "1 Rua Nova", "Porto", "bXkta2V5LWlk", "key" })
            Assert.DoesNotContain(personal, all);
    }

    [Fact]
    public void I16_Only_a_verified_payment_tells_the_seller_to_ship()
    {
        var told = Samples.All.Single(machine => machine.Name == nameof(Codecs.Order)).Events
            .Select(happened => Tell(nameof(Codecs.Order), happened)).OfType<Happening>()
            .Where(one => (one.Notice & Sides.Seller) != 0)
            .Where(one => Words(one, isSeller: true).Text.Contains("ship until", StringComparison.Ordinal));
        Assert.All(told, one => Assert.Contains(one.Type, (string[])["order.risk_passed", "order.shipping_extended"]));
    }

    [Fact]
    public void A_row_is_small()
    {
        const string order = "ord_01k9x3y5q8z7w6v5t4s3r2p1n0.1";
        var placed = Tell(nameof(Codecs.Order), new Order.Event.Placed(
            new(order, "chk_r", "ana", "aurora", "standard", Money.Usd(300), 20,
                [new("lamp", new string('x', 200), 1, Money.Usd(2_400), Money.Usd(0), Money.Usd(0))], null, []),
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch))!;
        var entry = new Entry(order, 1, DateTimeOffset.UnixEpoch, null, null, null, default);
        Assert.InRange(StoredEvent.Write(new(0, 1, entry, default), 1, placed).Length, 100, 300);
    }

    private static Happening? Tell(string machine, object happened)
    {
        var aggregate = Speaking[machine] + "r.1";
        var entry = new Entry(aggregate, 1, DateTimeOffset.UnixEpoch, null, null, null, default);
        return Happenings.Of(entry, happened, Known);
    }

    private static IEnumerable<string> Lines(Happening told)
    {
        yield return $"{told.Type} to {told.To}, notice to {told.Notice}: {Data(told)}";
        foreach (var isSeller in new[] { false, true })
        {
            if ((told.Notice & (isSeller ? Sides.Seller : Sides.Buyer)) == 0) continue;
            var (title, text) = Words(told, isSeller);
            yield return $"    {(isSeller ? "seller" : "buyer")}: {title}. {text}";
        }
    }

    private static string Data(Happening told) =>
        JsonSerializer.Serialize(told.Data, EventDataForm.Default.EventData);

    private static (string Title, string Text) Words(Happening told, bool isSeller) => NoticeWords.Of(
        new("evt_1", told.Type, DateTimeOffset.UnixEpoch, "s", null, 1, Data(told)), isSeller);
}
