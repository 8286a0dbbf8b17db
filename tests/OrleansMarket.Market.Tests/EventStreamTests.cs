using System.Text.Json;
using OrleansMarket.Contracts;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>Live events: nothing is lost, nothing comes twice, and nobody waits for a slow reader.</summary>
public sealed class EventStreamTests
{
    private static readonly string[] Told = ["order.placed", "order.paid", "order.risk_passed", "escrow.held"];

    [Fact]
    public async Task Events_come_live_and_a_connection_goes_on_where_it_was()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        var token = await market.Token("ada", "buyer");
        await EventApiTests.Buy(seller, buyer);
        await market.Follow();

        string seen;
        await using (var stream = await SseClient.Open(market.Address, token))
        {
            // What was before the connection is not told again.
            await EventApiTests.Buy(seller, buyer);
            await market.Follow();
            var events = await stream.Next(4);
            Assert.Equal(Told, events.Select(one => one.Type));
            Assert.Equal(["5", "6", "7", "8"], events.Select(one => one.Id.Split('-')[1]));
            var listed = (await buyer.Get("/v1/events?limit=100")).Is(200).Find("items").EnumerateArray().ToArray();
            Assert.Equal(listed[4..].Select(one => one.GetRawText()), events.Select(one => one.Data));
            seen = events[1].Id;
        }

        await EventApiTests.Buy(seller, buyer);
        await market.Follow();
        await using var resumed = await SseClient.Open(market.Address, token, seen);
        Assert.Equal(["order.risk_passed", "escrow.held", .. Told], (await resumed.Next(6)).Select(one => one.Type));
        await EventApiTests.Buy(seller, buyer);
        await market.Follow();
        Assert.Equal(Told, (await resumed.Next(4)).Select(one => one.Type));
    }

    [Fact]
    public async Task Whoever_has_seen_nothing_yet_knows_where_he_was()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        var token = await market.Token("ada", "buyer");
        string place;
        await using (var stream = await SseClient.Open(market.Address, token)) place = stream.LastId;
        await EventApiTests.Buy(seller, buyer);
        await market.Follow();
        await using var resumed = await SseClient.Open(market.Address, token, place);
        Assert.Equal(Told, (await resumed.Next(4)).Select(one => one.Type));
    }

    [Fact]
    public async Task What_a_dying_silo_did_not_tell_is_fetched_with_the_next_beat()
    {
        await using var market = await LiveMarket.Start(heartbeat: TimeSpan.FromMilliseconds(50));
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        await using var stream = await SseClient.Open(market.Address, await market.Token("ada", "buyer"));
        await EventApiTests.Buy(seller, buyer);
        Assert.Equal(Told, (await stream.Next(4)).Select(one => one.Type));
        await market.AddSilently(Feeds.OfBuyer("ada"), 3);
        Assert.Equal(Told[..3], (await stream.Next(3)).Select(one => one.Type));
        Assert.NotEqual(0, stream.Comments);
    }

    [Fact]
    public async Task What_is_told_twice_or_out_of_order_comes_once_and_in_order()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        await using var stream = await SseClient.Open(market.Address, await market.Token("ada", "buyer"));
        await EventApiTests.Buy(seller, buyer);
        Assert.Equal(Told, (await stream.Next(4)).Select(one => one.Type));
        await market.AddSilently(Feeds.OfBuyer("ada"), 3);
        var feed = await market.Feed(Feeds.OfBuyer("ada"));
        await market.Hub.Happened([feed[6], feed[5]]);
        await market.Hub.Happened(feed);
        await EventApiTests.Buy(seller, buyer);
        Assert.Equal([.. Told[..3], .. Told], (await stream.Next(7)).Select(one => one.Type));
    }

    [Fact]
    public async Task A_stream_whose_place_is_gone_says_so_and_begins_anew()
    {
        await using var market = await LiveMarket.Start(heartbeat: TimeSpan.FromMilliseconds(50));
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        var token = await market.Token("ada", "buyer");
        foreach (var unknown in new[] { "other-3", "nonsense", "m1-900" })
        {
            await using var lost = await SseClient.Open(market.Address, token, unknown);
            Assert.Equal("reset", lost.Opening.Type);
            await EventApiTests.Buy(seller, buyer);
            await market.Follow();
            Assert.Equal(Told, (await lost.Next(4)).Select(one => one.Type));
        }

        await using var stream = await SseClient.Open(market.Address, token);
        await market.LoseFeeds();
        Assert.Equal("reset", (await stream.Next())!.Type);
    }

    [Fact]
    public async Task A_slow_reader_is_cut_off_and_finds_everything_when_he_comes_back()
    {
        await using var market = await LiveMarket.Start();
        var (seller, buyer) = (await market.As("aurora", "seller"), await market.As("ada", "buyer"));
        var token = await market.Token("ada", "buyer");
        await using var slow = await SseClient.Open(market.Address, token);
        var place = slow.LastId;
        await EventApiTests.Buy(seller, buyer);
        await market.Follow();

        // He reads nothing, and more comes than he, the network and the connection's queue can hold.
        var large = JsonSerializer.Serialize(new { title = new string('x', 60_000) });
        var told = (await market.Feed(Feeds.OfBuyer("ada")))[0].Event with { Data = large };
        for (var number = 5L; market.Hub.IsFollowed(Feeds.OfBuyer("ada")); number++)
        {
            await market.Hub.Happened([new(Feeds.OfBuyer("ada"), number, told)]);
            await Task.Yield();
        }

        await using var back = await SseClient.Open(market.Address, token, place);
        Assert.Equal(Told, (await back.Next(4)).Select(one => one.Type));
    }

    [Fact]
    public async Task A_stream_ends_with_its_token()
    {
        await using var market = await LiveMarket.Start(tokenLifetime: TimeSpan.FromSeconds(2));
        await using var stream = await SseClient.Open(market.Address, await market.Token("ada", "buyer"));
        Assert.Null(await stream.Next());
    }

    [Fact]
    public async Task Too_many_streams_of_one_member_are_refused()
    {
        await using var market = await LiveMarket.Start();
        var buyer = await market.As("ada", "buyer");
        var open = Enumerable.Range(0, 64).Select(_ => market.Hub.Open(Feeds.OfBuyer("ada"))!).ToArray();
        (await buyer.Get("/v1/events/stream")).IsProblem(429, "too_many_requests");
        foreach (var one in open) one.Dispose();
        await using var stream = await SseClient.Open(market.Address, await market.Token("ada", "buyer"));
        Assert.NotEmpty(stream.LastId);
    }
}
