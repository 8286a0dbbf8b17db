namespace OrleansMarket.Domain.Tests;

/// <summary>What is asked in every state of a membership, and of a seller whom four have reported.</summary>
internal static class MemberTables
{
    private static readonly Member.Blocker Open = new(Domain.Member.BlockerKind.PaidOrder, "ord_1");

    public static readonly Table<Member.State, Member.Command, Member.Event> Member = new(
        Machines.Member,
        member => $"{member.Status}{(member.OwesDoors ? ", doors shut" : "")}"
            + (member.Status == Domain.Member.Status.Erasing ? $", left: {string.Join(" ", member.Left)}" : "")
            + (member.Blockers.Count > 0 ? ", something is open" : ""),
        new Member.Command.Elapsed(),
        [
            ("Deactivate", new Member.Command.Deactivate(Domain.Member.Reason.Privacy)),
            ("Look, nothing", new Member.Command.Look([])),
            ("Look, an order", new Member.Command.Look([Open])),
            ("Undo", new Member.Command.Undo()),
            ("OpenDoors", new Member.Command.OpenDoors()),
            ("Erase the cart", new Member.Command.Erase(Domain.Member.Part.CartAndAddresses)),
            ("Erase coins", new Member.Command.Erase(Domain.Member.Part.Coins)),
            ("Erase coupons", new Member.Command.Erase(Domain.Member.Part.Coupons)),
        ])
    {
        DueAt = Domain.Member.DueAt,
        Remarks = member => [("owes", Owes(Domain.Member.Owed(member).Select(step => step.GetType().Name)))],
    };

    public static readonly Table<SellerStanding.State, SellerStanding.Command, SellerStanding.Event> SellerStanding =
        new(
            new(Reported(4), Machines.SellerStanding.Decide, Machines.SellerStanding.Evolve),
            NameOf,
            new SellerStanding.Command.Elapsed(),
            [
                ("File by a fifth", new SellerStanding.Command.File(Report(5))),
                ("File by one of four", new SellerStanding.Command.File(Report(4) with { Id = "rpt_x.9" })),
                ("Confirm 1", new SellerStanding.Command.Confirm("rpt_x.1", IsFraud: false)),
                ("Confirm 2 as fraud", new SellerStanding.Command.Confirm("rpt_x.2", IsFraud: true)),
                ("Dismiss 1", new SellerStanding.Command.Dismiss("rpt_x.1")),
                ("Dismiss a stranger", new SellerStanding.Command.Dismiss("rpt_x.8")),
                ("Reopen", new SellerStanding.Command.Reopen()),
                ("MoneyFrozen", new SellerStanding.Command.MoneyFrozen(UnpaidAreLeft: false)),
                ("MoneyFrozen, unpaid left", new SellerStanding.Command.MoneyFrozen(UnpaidAreLeft: true)),
                ("PayoutsThawed", new SellerStanding.Command.PayoutsThawed()),
            ])
        {
            DueAt = Domain.SellerStanding.DueAt,
            Remarks = standing =>
            [
                ("owes", Owes(Domain.SellerStanding.Owed(standing).Select(step => step.GetType().Name))),
                ("checkouts", Domain.SellerStanding.Refusal(standing)?.ToString() ?? "allowed"),
            ],
        };

    /// <summary>A report by the buyer of that number.</summary>
    public static SellerStanding.Report Report(int number) => new(
        $"rpt_x.{number}", $"buyer_{number}", Domain.SellerStanding.Category.OfflinePayment, null, "Wants cash.", []);

    private static SellerStanding.State Reported(int count) => Enumerable.Range(1, count).Aggregate(
        Domain.SellerStanding.State.Initial, (standing, number) => Domain.SellerStanding.Evolve(
            standing, new SellerStanding.Event.Reported(Report(number), Midnight)));

    private static string NameOf(SellerStanding.State standing) => string.Join(", ", new[]
    {
        standing.Frozen?.ToString() ?? "open",
        $"1 {standing.Reports["rpt_x.1"].Verdict}, 2 {standing.Reports["rpt_x.2"].Verdict}",
        standing.Reports.Count > 4 ? "5 reported" : null,
        standing.CountsFrom > DateTimeOffset.MinValue ? "reopened" : null,
        standing.OwesFreezing ? "money to be frozen" : standing.HasLooked ? "money frozen" : null,
        standing.LookAgainAt is not null ? "to be looked again" : null,
        standing.OwesThawing ? "to be thawed" : null,
    }.OfType<string>());

    private static string Owes(IEnumerable<string> steps) =>
        string.Join(" ", steps) is { Length: > 0 } text ? text : "nothing";
}
