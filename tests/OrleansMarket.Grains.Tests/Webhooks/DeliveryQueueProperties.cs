using CsCheck;
using OrleansMarket.Contracts;
using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

/// <summary>What holds whatever receivers answer, in whatever order, and wherever the process ends.</summary>
public sealed class DeliveryQueueProperties
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What happens next, and a number that says to what.</summary>
    private static readonly Gen<(int What, int To)[]> Stories =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 99]).Array[20, 300];

    [Fact]
    public void Nothing_is_lost_each_order_is_in_order_and_what_is_in_flight_has_bounds() => Stories.Sample(story =>
    {
        var market = new Paper();
        foreach (var (what, to) in story) market.Go(what, to);
        market.Heal();
    }, iter: 2_000);

    private sealed class Paper
    {
        private readonly List<FedEvent> feed = [];
        private readonly List<Waiting> inFlight = [];
        private readonly Dictionary<string, long> lastTaken = [];
        private readonly HashSet<long> taken = [], givenUp = [];
        private DeliveryQueue queue = new(new QueueDocument());
        private QueueDocument kept = new();
        private DateTimeOffset now = Midnight;
        private bool isDisabled;

        public void Go(int what, int to)
        {
            switch (what)
            {
                case <= 3:
                    feed.Add(new("market", feed.Count + 1, new MarketEvent(
                        $"evt_{feed.Count}", "order.paid", now, $"order-{to % 7}", $"order-{to % 7}", 1, "{}")));
                    break;
                case <= 5:
                    Send();
                    break;
                case <= 8 when inFlight.Count > 0:
                    Settle(inFlight[to % inFlight.Count], to % 3 == 0 ? new(204) : new(to % 2 == 0 ? 500 : null));
                    break;
                case 9:
                    now += TimeSpan.FromSeconds(Math.Pow(1.15, to));
                    break;
                case 10:
                    // The process ends: what was not kept has not been, and what was in flight may have been taken.
                    queue = new DeliveryQueue(kept);
                    inFlight.Clear();
                    break;
                default:
                    kept = queue.Keep();
                    break;
            }
        }

        /// <summary>From now on everything is taken; in the end nothing is missing.</summary>
        public void Heal()
        {
            if (isDisabled) queue.Refresh();
            isDisabled = false;
            for (var round = 0; taken.Count + givenUp.Except(taken).Count() < feed.Count || queue.Count > 0; round++)
            {
                Assert.True(round < 2_000, "It never ends.");
                Send();
                foreach (var sent in inFlight.ToArray()) Settle(sent, new(200));
                if (queue.NextDue() is { } due && due > now) now = due;
            }
        }

        private void Send()
        {
            if (isDisabled) return;
            while (queue.WantsMore(now) && queue.Position < feed.Count)
            {
                var page = feed.Skip((int)queue.Position).Take(32);
                Assert.True(queue.Take(new FeedPage([.. page], feed.Count, "one"), _ => true));
            }

            inFlight.AddRange(queue.Next(now));
            Assert.InRange(inFlight.Count, 0, DeliveryQueue.AtOnce);
            Assert.InRange(queue.Count, 0, DeliveryQueue.Most);
            Assert.Distinct(inFlight.Select(sent => sent.Lane));
        }

        private void Settle(Waiting sent, WebhookAnswer answer)
        {
            inFlight.Remove(sent);
            if (answer.IsTaken && taken.Add(sent.Number))
            {
                // What is taken for the first time comes after everything of its order that was taken before; but that
                // it was given up may have been forgotten.
                Assert.True(givenUp.Contains(sent.Number) || lastTaken.GetValueOrDefault(sent.Lane) < sent.Number);
                lastTaken[sent.Lane] = Math.Max(lastTaken.GetValueOrDefault(sent.Lane), sent.Number);
                Assert.All(
                    feed.Where(fed => fed.Event.Order == sent.Lane && fed.Number < sent.Number),
                    fed => Assert.True(taken.Contains(fed.Number) || givenUp.Contains(fed.Number)));
            }

            var settled = queue.Settle(sent, answer, now, chance: 0.5);
            if (settled.IsGivenUp) givenUp.Add(sent.Number);
            isDisabled |= settled.Disable is not null;
            if (isDisabled && settled.Disable is not null) kept = queue.Keep();
        }
    }
}
