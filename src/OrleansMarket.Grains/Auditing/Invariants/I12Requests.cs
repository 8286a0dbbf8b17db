using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Auditing.Invariants;

/// <summary>One key, one effect, one answer.</summary>
internal sealed class I12Requests() : Invariant(
    "I12", "An idempotency key is claimed once, for a thing of its own, and has one answer for ever.")
{
    private readonly Dictionary<string, Place> subjects = new(StringComparer.Ordinal);

    protected override string Elsewhere =>
        "That equal requests get equal answers over HTTP is checked by the API's tests.";

    public override IReadOnlyList<string> Prefixes => [Ids.Request];

    public override void See(Seen seen)
    {
        var before = (Request.State)seen.Before;
        foreach (var happened in seen.Events)
        {
            switch (happened)
            {
                case Request.Event.Claimed claimed:
                    Count("claims");
                    if (before.Fingerprint is not null) Violate(seen.Place, "It is claimed a second time.");
                    else if (!subjects.TryAdd(claimed.Subject, seen.Place))
                    {
                        var other = subjects[claimed.Subject];
                        Violate(seen.Place, $"It makes {claimed.Subject}, and so does {other.Aggregate}.");
                    }

                    break;
                case Request.Event.Answered:
                    Count("answers");
                    if (before.Reply is not null) Violate(seen.Place, "It is answered a second time.");
                    break;
            }
        }
    }
}
