using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>What an endpoint is sent when, told event by event.</summary>
public sealed class DeliveryQueueStories
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);
    private static readonly WebhookAnswer Taken = new(204), Failed = new(500), NoAnswer = new(null, "no connection");

    private readonly DeliveryQueue queue = new(new QueueDocument());
    private readonly List<MarketEvent> feed = [];
    private DateTimeOffset now = Midnight;

    [Fact]
    public void Events_of_one_order_are_sent_one_after_the_other_and_those_of_others_meanwhile()
    {
        Read("a", "a", "b", "a");
        var (first, other) = Two(queue.Next(now));
        Assert.Equal((1, 3), (first.Number, other.Number));
        Assert.Empty(queue.Next(now));
        Settle(first, Taken);
        Assert.Equal([2L], Numbers(queue.Next(now)));
    }

    [Fact]
    public void An_event_that_is_not_taken_holds_up_its_order_and_no_other()
    {
        Read("a", "a", "b");
        foreach (var sent in queue.Next(now)) Settle(sent, sent.Lane == "a" ? Failed : Taken);
        Read("b", "a");
        Assert.Equal([4L], Numbers(queue.Next(now)));
        now += TimeSpan.FromSeconds(5);
        Assert.Equal([1L], Numbers(queue.Next(now)));
    }

    [Fact]
    public void It_is_tried_at_growing_pauses_and_for_the_last_time_when_three_days_are_over()
    {
        Read("a");
        List<TimeSpan> at = [];
        Settled settled;
        do
        {
            at.Add(now - Midnight);
            settled = Settle(Assert.Single(queue.Next(now)), Failed);
            // Something else is taken now and then: it is this event that is wrong, not the endpoint.
            Read("other");
            Settle(Assert.Single(queue.Next(now)), Taken);
            now = settled.Due ?? now;
        }
        while (settled.Due is not null);

        Assert.True(settled.IsGivenUp);
        Assert.Equal(
            [0, 5, 305, 2_105, 9_305, 27_305, 63_305, 99_305, 135_305, 171_305, 207_305, 243_305, 259_200],
            at.Select(time => (int)time.TotalSeconds));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void What_comes_behind_an_event_that_was_given_up_is_sent()
    {
        Read("a", "a");
        Settle(Assert.Single(queue.Next(now)), Failed);
        now += DeliveryQueue.Patience;
        Read("b");
        foreach (var sent in queue.Next(now).OrderByDescending(sent => sent.Number))
            Settle(sent, sent.Lane == "b" ? Taken : Failed);
        Assert.Equal([2L], Numbers(queue.Next(now)));
    }

    [Fact]
    public void Chance_makes_a_pause_longer_by_a_tenth_at_most()
    {
        Read("a");
        var settled = queue.Settle(Assert.Single(queue.Next(now)), Failed, now, chance: 1);
        Assert.Equal(now.AddSeconds(5.5), settled.Due);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(120, 120)]
    [InlineData(10_000_000, 86_400)]
    public void A_receiver_that_asks_for_a_rest_has_it_for_a_day_at_most(int asked, int seconds)
    {
        Read("a");
        var settled = Settle(
            Assert.Single(queue.Next(now)), new WebhookAnswer(503, RetryAfter: TimeSpan.FromSeconds(asked)));
        Assert.Equal(now.AddSeconds(seconds), settled.Due);
    }

    [Fact]
    public void An_endpoint_that_takes_nothing_for_three_days_is_disabled_and_nothing_is_lost()
    {
        Read("a", "b");
        foreach (var sent in queue.Next(now)) Settle(sent, NoAnswer);
        now += DeliveryQueue.Patience;
        Assert.Equal(WebhookDisabledBecause.Failing, Settle(queue.Next(now)[0], NoAnswer).Disable);
        Assert.Equal(2, queue.Count);
        queue.Refresh();
        Assert.Equal(2, new DeliveryQueue(queue.Keep()).Next(now).Count);
    }

    [Fact]
    public void An_endpoint_that_is_gone_is_disabled_at_once()
    {
        Read("a");
        Assert.Equal(WebhookDisabledBecause.Gone, Settle(queue.Next(now)[0], new WebhookAnswer(410)).Disable);
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public void An_endpoint_that_is_down_is_asked_one_message_at_a_time_and_gets_all_when_it_is_back()
    {
        Read([.. Enumerable.Range(0, 8).Select(i => $"order-{i}")]);
        foreach (var sent in queue.Next(now)) Settle(sent, NoAnswer);
        Assert.Equal(TimeSpan.FromSeconds(5), queue.NextDue() - now);
        now += TimeSpan.FromHours(1);
        var probe = Assert.Single(queue.Next(now));
        Assert.False(queue.WantsMore(now));
        Settle(probe, Taken);
        Assert.Equal(7, queue.Next(now).Count);
    }

    [Fact]
    public void Reading_stops_when_a_thousand_events_wait()
    {
        Read([.. Enumerable.Repeat("a", 600)]);
        Settle(Assert.Single(queue.Next(now)), Failed);
        Assert.True(queue.WantsMore(now));
        Read([.. Enumerable.Repeat("a", 600)]);
        Assert.Equal((DeliveryQueue.Most, DeliveryQueue.Most), (queue.Count, (int)queue.Position));
        Assert.False(queue.WantsMore(now));
        now += TimeSpan.FromMinutes(1);
        Settle(Assert.Single(queue.Next(now)), Taken);
        Read();
        Assert.Equal(DeliveryQueue.Most + 1, queue.Position);
    }

    [Fact]
    public void What_is_not_wanted_is_passed_over()
    {
        Read("a", "b");
        var all = new DeliveryQueue(new QueueDocument());
        Assert.True(all.Take(Page(), _ => false));
        Assert.Equal((0, 2), (all.Count, (int)all.Position));
    }

    [Fact]
    public void An_event_that_is_redelivered_goes_before_what_waits_of_its_order()
    {
        Read("a", "a");
        Settle(Assert.Single(queue.Next(now)), Taken);
        Settle(Assert.Single(queue.Next(now)), Failed);
        Assert.True(queue.Redeliver(Page().Events[0]));
        Assert.Equal([1L], Numbers(queue.Next(now)));
    }

    [Fact]
    public void Everything_behind_a_number_is_read_again()
    {
        Read("a", "b", "c");
        foreach (var sent in queue.Next(now)) Settle(sent, Taken);
        queue.GoBack(1);
        Read();
        Assert.Equal([2L, 3L], Numbers(queue.Next(now)));
    }

    [Fact]
    public void Feeds_that_are_numbered_anew_are_read_from_before_the_oldest_event_that_waits()
    {
        Read("long-ago");
        Settle(Assert.Single(queue.Next(now)), Taken);
        now += TimeSpan.FromDays(1);
        Read("waits");
        var old = Assert.Single(queue.Next(now));
        now += TimeSpan.FromDays(1);
        Read("newest");
        Settle(Assert.Single(queue.Next(now)), Taken);

        feed.Insert(0, feed[2]);
        Assert.False(queue.Take(Page("two"), _ => true));
        Assert.True(queue.Take(Page("two"), _ => true));
        // What was in flight under its old number does not touch what has this number now.
        Settle(old, Taken);
        Assert.Equal(["evt_newest.3", "evt_waits.2"], queue.Next(now).Select(sent => sent.Event));
    }

    private void Read(params string[] orders)
    {
        foreach (var order in orders)
            feed.Add(new($"evt_{order}.{feed.Count + 1}", "order.paid", now, order, order, feed.Count + 1, "{}"));
        Assert.True(queue.Take(Page(), _ => true));
    }

    private FeedPage Page(string epoch = "one") => new(
        [.. feed.Select((happened, index) => new FedEvent("market", index + 1, happened))], feed.Count, epoch);

    private Settled Settle(Waiting sent, WebhookAnswer answer) => queue.Settle(sent, answer, now, chance: 0);

    private static long[] Numbers(IEnumerable<Waiting> sent) => [.. sent.Select(one => one.Number)];

    private static (Waiting First, Waiting Second) Two(IReadOnlyList<Waiting> sent)
    {
        Assert.Equal(2, sent.Count);
        return (sent[0], sent[1]);
    }
}
