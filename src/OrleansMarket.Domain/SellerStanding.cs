using System.Diagnostics;

namespace OrleansMarket.Domain;

/// <summary>Whether a seller may take new orders, and why not (DOMAIN.md §1.6).</summary>
/// <remarks>
/// <code>
///         File (by enough buyers), Confirm
///   open ---------------------------------> frozen --Reopen--> open
///                                             |
///                                             | Confirm as fraud
///                                             v
///                                           frozen, money too --Reopen--> open, payouts thawed
///
///   CloseStore, OpenStore: the seller leaves the market, or stays; whether he is frozen is another question
/// </code>
/// One buyer counts once, however often he reports. When a fraud is confirmed, the money of all open orders is frozen,
/// and it is looked again a day later: orders that were unpaid then, or just being placed, may have been paid since.
/// </remarks>
public static partial class SellerStanding
{
    /// <summary>The most reports that are kept about one seller.</summary>
    public const int MostReports = 10_000;

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(1);

    /// <summary>Decides what follows from a command.</summary>
    public static Decision<Event> Decide(State standing, Command command, Policy policy, DateTimeOffset now) =>
        command switch
        {
            Command.File file when Same(standing, file.Report) is not null => Decision.AlreadyDone,
            Command.File when standing.Reports.Count >= MostReports => Rejection.TooManyReports,
            Command.File file => Reported(standing, file.Report, policy, now),

            Command.Confirm confirm => Confirmed(standing, confirm, now),
            Command.Dismiss dismiss => standing.Reports.GetValueOrDefault(dismiss.Report)?.Verdict switch
            {
                null => Rejection.UnknownReport,
                Verdict.Open => new Event.Dismissed(dismiss.Report, now),
                Verdict.Confirmed => Rejection.ReportDecided,
                _ => Decision.AlreadyDone,
            },
            Command.Reopen when standing.Frozen is not null => new Event.Reopened(now),

            Command.AddStrike strike when !standing.Strikes.ContainsKey(strike.Order) =>
                new Event.Struck(strike.Order, strike.Because, now),

            Command.CloseStore when !standing.IsStoreClosed => new Event.StoreClosed(),
            Command.OpenStore when standing.IsStoreClosed => new Event.StoreOpened(),

            Command.MoneyFrozen frozen when standing.OwesFreezing => new Event.MoneyFrozen(
                frozen.UnpaidAreLeft || !standing.HasLooked ? now + Pause(policy) : null),
            Command.PayoutsThawed when standing.OwesThawing => new Event.PayoutsThawed(),
            Command.Elapsed when now >= DueAt(standing) => new Event.LookAgain(),

            Command.Reopen or Command.AddStrike or Command.CloseStore or Command.OpenStore => Decision.AlreadyDone,
            Command.MoneyFrozen or Command.PayoutsThawed or Command.Elapsed => Decision.AlreadyDone,
            _ => throw new UnreachableException($"{command.GetType()} is not a command of a seller's standing."),
        };

    /// <summary>The state after an event.</summary>
    public static State Evolve(State standing, Event happened) => happened switch
    {
        Event.Reported reported => standing with
        {
            Reports = standing.Reports.SetItem(
                reported.Report.Id, new Filed(reported.Report, reported.At, Verdict.Open)),
        },
        Event.Confirmed confirmed => Judged(standing, confirmed.Report, Verdict.Confirmed),
        Event.Dismissed dismissed => Judged(standing, dismissed.Report, Verdict.Dismissed),
        Event.Frozen frozen => standing with
        {
            Frozen = frozen.Because,
            FrozenAt = frozen.At,
            OwesFreezing = frozen.Because == FreezeReason.ConfirmedFraud,
            HasLooked = false,
            OwesThawing = false,
        },
        Event.Reopened reopened => standing with
        {
            Frozen = null,
            FrozenAt = null,
            CountsFrom = reopened.At,
            OwesFreezing = false,
            LookAgainAt = null,
            OwesThawing = standing.Frozen == FreezeReason.ConfirmedFraud,
        },
        Event.Struck struck => standing with
        {
            Strikes = standing.Strikes.SetItem(struck.Order, new Strike(struck.Order, struck.Because, struck.At)),
        },
        Event.StoreClosed => standing with { IsStoreClosed = true },
        Event.StoreOpened => standing with { IsStoreClosed = false },
        Event.MoneyFrozen frozen => standing with
        {
            OwesFreezing = false,
            HasLooked = true,
            LookAgainAt = frozen.LookAgainAt,
        },
        Event.LookAgain => standing with { OwesFreezing = true, LookAgainAt = null },
        Event.PayoutsThawed => standing with { OwesThawing = false },
        _ => throw new UnreachableException($"{happened.GetType()} is not an event of a seller's standing."),
    };

    /// <summary>When silence next means something.</summary>
    public static DateTimeOffset? DueAt(State standing) => standing.LookAgainAt;

    /// <summary>What is still owed to others.</summary>
    public static IReadOnlyList<Step> Owed(State standing) =>
        standing.OwesFreezing ? [new Step.FreezeMoney()]
        : standing.OwesThawing ? [new Step.ThawPayouts()]
        : [];

    /// <summary>Why the seller takes no new orders; null when he does.</summary>
    public static Rejection? Refusal(State standing) =>
        standing.IsStoreClosed ? Rejection.SellerLeft
        : standing.Frozen is not null ? Rejection.SellerFrozen
        : null;

    /// <summary>The report that says the same: by the same buyer, for the same thing, about the same order.</summary>
    public static Filed? Same(State standing, Report report) =>
        standing.Reports.GetValueOrDefault(report.Id) ?? standing.Reports.Values.FirstOrDefault(one =>
            one.Report.Reporter == report.Reporter && one.Report.Category == report.Category
            && one.Report.Order == report.Order);

    private static Event[] Reported(State standing, Report report, Policy policy, DateTimeOffset now)
    {
        var reported = new Event.Reported(report, now);
        if (standing.Frozen is not null) return [reported];
        var reporters = standing.Reports.Values
            .Where(one => one.Verdict != Verdict.Dismissed && one.At > standing.CountsFrom
                && one.At > now - policy.ReportsWithin)
            .Select(one => one.Report.Reporter).Append(report.Reporter).Distinct().Count();
        return reporters >= policy.ReportsToFreeze
            ? [reported, new Event.Frozen(FreezeReason.ManyReports, now)]
            : [reported];
    }

    private static Decision<Event> Confirmed(State standing, Command.Confirm confirm, DateTimeOffset now)
    {
        if (standing.Reports.GetValueOrDefault(confirm.Report) is not { } filed) return Rejection.UnknownReport;
        if (filed.Verdict == Verdict.Dismissed) return Rejection.ReportDecided;
        if (filed.Verdict == Verdict.Confirmed) return Decision.AlreadyDone;
        var confirmed = new Event.Confirmed(confirm.Report, confirm.IsFraud, now);
        var reason = confirm.IsFraud ? FreezeReason.ConfirmedFraud : FreezeReason.ConfirmedReport;
        // Whoever cheats is frozen more than he was; another true report changes nothing for somebody who is.
        return standing.Frozen is { } already && already >= reason
            ? new Event[] { confirmed }
            : new Event[] { confirmed, new Event.Frozen(reason, now) };
    }

    private static TimeSpan Pause(Policy policy) =>
        policy.FraudRecheck > ShortestPause ? policy.FraudRecheck : ShortestPause;

    private static State Judged(State standing, string report, Verdict verdict) => standing with
    {
        Reports = standing.Reports.SetItem(report, standing.Reports[report] with { Verdict = verdict }),
    };
}
