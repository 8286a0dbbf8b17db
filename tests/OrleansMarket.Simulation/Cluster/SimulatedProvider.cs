using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Simulation.World;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>
/// The payment provider. It outlives every silo and keeps its own books, with which the market's are compared. The
/// same key is the same charge or refund for ever; an answer may be lost, doubled or very late.
/// </summary>
internal sealed class SimulatedProvider(
    Scheduler scheduler, Faults faults, Findings findings, Tale? tale, ulong seed)
    : IPaymentGateway
{
    /// <summary>A method that the provider takes or declines as it likes, and one that it always takes.</summary>
    public const string Card = "card", GoodCard = "good_card";

    private static readonly string[] Declines = [.. PaymentFailure.All.Select(failure => failure.Code)];

    private readonly Dictionary<string, Money> charges = [];
    private readonly Dictionary<string, (string Payment, Money Amount)> refunds = [];
    private readonly Dictionary<string, DateTimeOffset> awayUntil = [];

    /// <summary>Where reports of captures go.</summary>
    public IGrainFactory? Reports { get; set; }

    /// <summary>Calls reports from outside of the cluster.</summary>
    public SimulatedContext? Context { get; set; }

    /// <summary>All that it has taken, in minor units.</summary>
    public long Captured => charges.Values.Sum(charge => charge.Minor);

    /// <summary>All that it has paid back, in minor units.</summary>
    public long Refunded => refunds.Values.Sum(refund => refund.Amount.Minor);

    public bool Knows(string method) => method is Card or GoodCard;

    public Task<Charge> Charge(string key, Money amount, string method) => Ask($"charge {amount} for {key}", key, () =>
    {
        if (charges.TryGetValue(key, out var known))
        {
            findings.Require(known == amount, "I12", $"{key} charges {amount}, and has charged {known} before.");
            return default;
        }

        var chance = Chance.Of(seed, key);
        if (method == Card && chance.Is(0.3)) return new Charge(chance.Of(Declines));
        charges.Add(key, amount);
        Report(key);
        return Grains.Paying.Charge.Captured;
    });

    public Task Refund(string key, string payment, Money amount) => Ask($"refund {amount} as {key}", key, () =>
    {
        if (refunds.TryGetValue(key, out var known))
        {
            findings.Require(known == (payment, amount), "I3", $"{key} pays back {amount}, and {known} before.");
            return true;
        }

        refunds.Add(key, (payment, amount));
        var back = refunds.Values.Where(refund => refund.Payment == payment).Sum(refund => refund.Amount.Minor);
        findings.Require(back <= charges.GetValueOrDefault(payment).Minor, "I3",
            $"{key} pays back more of {payment} than it brought.");
        return true;
    });

    private Task<T> Ask<T>(string what, string key, Func<T> act)
    {
        var answered = new TaskCompletionSource<T>();
        var pause = faults.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2));
        if (IsAway(key))
        {
            scheduler.In(TimeSpan.FromSeconds(10), Silence);
        }
        else if (faults.Strikes(Fault.ProviderLate, what))
        {
            scheduler.In(faults.Between(TimeSpan.FromSeconds(10), TimeSpan.FromDays(2)), () => Act());
            scheduler.In(TimeSpan.FromSeconds(10), Silence);
        }
        else
        {
            scheduler.In(pause, () =>
            {
                var answer = Act();
                if (faults.Strikes(Fault.ProviderMute, what)) scheduler.In(TimeSpan.FromSeconds(10), Silence);
                else answered.SetResult(answer);
            });
        }

        return answered.Task;

        T Act()
        {
            var answer = act();
            tale?.Tell($"provider: {what}: {answer}");
            return answer;
        }

        void Silence() => answered.SetException(new TimeoutException($"The payment provider is silent: {what}."));
    }

    /// <summary>Once away, it is away for a while.</summary>
    private bool IsAway(string key)
    {
        if (!faults.AreOn) return false;
        if (awayUntil.TryGetValue(key, out var until)) return scheduler.Now < until;
        awayUntil[key] = faults.Strikes(Fault.ProviderAway, key)
            ? scheduler.Now + faults.Between(TimeSpan.FromSeconds(10), TimeSpan.FromDays(3))
            : scheduler.Now;
        return scheduler.Now < awayUntil[key];
    }

    private void Report(string key)
    {
        if (!faults.Strikes(Fault.ProviderDoubles, key)) return;
        for (var i = 0; i < 3; i++)
        {
            scheduler.In(faults.Between(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)), () =>
                Context!.Post(_ => Reports!.Payment(key).ReportCaptured().Ignore(), null));
        }
    }
}
