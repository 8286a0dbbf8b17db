namespace OrleansMarket.Domain.Tests;

/// <summary>
/// What is asked in every state of each machine. Payments, orders, buyers of the same kind come in twos.
/// </summary>
internal static partial class Tables
{
    private static readonly Domain.Escrow.Deposit Deposit = Domain.Escrow.DepositOf(Terms, "pay_1", Policy.Modern);
    private static readonly Cart.Line LampInCart = new("lamp", 1, "standard", Usd(2400));

    public static readonly Table<Dispute.State, Dispute.Command, Dispute.Event> Dispute = new(
        Machines.Dispute, NameOf, new Dispute.Command.Elapsed(),
        [
            ("Open 1", Complaint.Open),
            ("Open 2", Complaint.Open with { Dispute = "dsp_2" }),
            ("Accept", new Dispute.Command.Accept()),
            ("Counter with money", new Dispute.Command.Counter(Complaint.FiveOffered)),
            ("Counter with a return", new Dispute.Command.Counter(Complaint.ReturnOffered)),
            ("AcceptCounter", new Dispute.Command.AcceptCounter()),
            ("Modify, all back", new Dispute.Command.Modify(Complaint.AllBack)),
            ("Modify, a return", new Dispute.Command.Modify(Complaint.LampBack)),
            ("Withdraw", new Dispute.Command.Withdraw()),
            ("Escalate", new Dispute.Command.Escalate()),
            ("AddEvidence", new Dispute.Command.AddEvidence(Complaint.Packing)),
            ("ChangeEvidence", new Dispute.Command.ChangeEvidence(Complaint.Packing with { Text = "In foam" })),
            ("RemoveEvidence", new Dispute.Command.RemoveEvidence("evd_2", Domain.Dispute.Party.Seller)),
            ("Judge, the platform pays", new Dispute.Command.Judge(Complaint.SevenByPlatform)),
            ("Judge, a return", new Dispute.Command.Judge(Complaint.ReturnRuled)),
            ("ReturnShipped 1", new Dispute.Command.ReturnShipped("DHL", "trk_1")),
            ("ReturnShipped 2", new Dispute.Command.ReturnShipped("DHL", "trk_2")),
            ("ReturnDelivered 1", new Dispute.Command.ReturnDelivered("trk_1")),
            ("ReturnDelivered 2", new Dispute.Command.ReturnDelivered("trk_2")),
            ("ReturnReceived", new Dispute.Command.ReturnReceived()),
            ("ContestReturn", new Dispute.Command.ContestReturn([Complaint.Foam])),
            ("Supersede", new Dispute.Command.Supersede()),
        ])
    {
        DueAt = Domain.Dispute.DueAt,
        Remarks = dispute =>
        [
            ("buyer may", None(Allowed(dispute, Domain.Dispute.Party.Buyer))),
            ("seller may", None(Allowed(dispute, Domain.Dispute.Party.Seller))),
            ("operator may", None(Allowed(dispute, Domain.Dispute.Party.Platform))),
        ],
    };

    public static readonly Table<Payment.State, Payment.Command, Payment.Event> Payment = new(
        Machines.Payment, payment => $"{payment.Status}", new Payment.Command.Elapsed(),
        [
            ("Start", new Payment.Command.Start(new("pay_1", "buyer_1", ["ord_1"], "tok_visa"))),
            ("Capture", new Payment.Command.Capture(Terms.Total)),
            ("Fail", new Payment.Command.Fail("do_not_honor")),
            ("Refuse", new Payment.Command.Refuse(Rejection.WindowClosed, "ord_1")),
        ])
    {
        Remarks = payment => [("owes", None(Domain.Payment.Owed(payment).Select(_ => "ask the provider")))],
    };

    public static readonly Table<Refund.State, Refund.Command, Refund.Event> Refund = new(
        Machines.Refund, refund => $"{refund.Status}", new Refund.Command.Elapsed(),
        [
            ("Open", new Refund.Command.Open(new("rfd_1", "ord_1", "pay_1", "buyer_1", Terms.Total, "NotShipped"))),
            ("Settle", new Refund.Command.Settle()),
        ])
    {
        Remarks = refund => [("owes", None(Domain.Refund.Owed(refund).Select(_ => "ask the provider")))],
    };

    public static readonly Table<Escrow.State, Escrow.Command, Escrow.Event> Escrow = new(
        Machines.Escrow, NameOf, new Escrow.Command.Elapsed(),
        [
            ("Hold", new Escrow.Command.Hold(Deposit)),
            ("Release", new Escrow.Command.Release()),
            ("Refund 1, 10.00", new Escrow.Command.Refund(1, [new(0, Usd(1000), false)], "DisputeJudged", false)),
            ("Refund 2, by platform", new Escrow.Command.Refund(2, [new(1, Usd(300), false)], "DisputeJudged", true)),
            ("Refund 9, too much", new Escrow.Command.Refund(9, [new(0, Usd(1829), false)], "DisputeJudged", false)),
            ("RefundRest 0", new Escrow.Command.RefundRest(0, "NotShipped")),
            ("ChargeBack 3", new Escrow.Command.ChargeBack(3, "ChargebackLost")),
            ("SellerCredited", new Escrow.Command.SellerCredited()),
            ("SellerDebited 1", new Escrow.Command.SellerDebited(1)),
        ])
    {
        Remarks = escrow =>
        [
            ("owes", None(Domain.Escrow.Owed(escrow).Select(step => step switch
            {
                Domain.Escrow.Step.CreditSeller credit => $"credit {credit.Net}",
                Domain.Escrow.Step.DebitSeller debit => $"debit {debit.Amount}",
                _ => $"{step}",
            }))),
            ("refundable", None(Domain.Escrow.Refundable(escrow).Select(money => $"{money.Minor}"))),
        ],
    };

    public static readonly Table<SellerAccount.State, SellerAccount.Command, SellerAccount.Event> SellerAccount = new(
        Machines.SellerAccount, NameOf, new SellerAccount.Command.Elapsed(),
        [
            ("Credit 30.41", new SellerAccount.Command.Credit("seller_1", "ord_1", Usd(3041), Usd(534))),
            ("Debit 11.41", new SellerAccount.Command.Debit("seller_1", "rfd_1.1", "ord_1", Usd(1141), Usd(200))),
            ("PayOut 30.41", new SellerAccount.Command.PayOut("pyt_1", Usd(3041))),
            ("PayOut 0.00", new SellerAccount.Command.PayOut("pyt_2", Usd(0))),
            ("Freeze", new SellerAccount.Command.Freeze("OfflinePayment")),
            ("Thaw", new SellerAccount.Command.Thaw()),
        ]);

    public static readonly Table<Checkout.State, Checkout.Command, Checkout.Event> Checkout = new(
        Machines.Checkout, checkout => $"{checkout.Status}", new Checkout.Command.Elapsed(),
        [
            ("Place", new Checkout.Command.Place("buyer_1", [Terms])),
            ("Refuse", new Checkout.Command.Refuse("buyer_1", Rejection.SoldOut, "lamp")),
        ]);

    public static readonly Table<Cart.State, Cart.Command, Cart.Event> Cart = new(
        Machines.Cart,
        cart => (cart.Lines.Count == 0 ? "Empty" : "Filled")
            + (cart.Pending is { } pending ? $", {pending.Checkout} asked for" : "")
            + (cart.Door != Domain.Cart.Door.Open ? $", {cart.Door}" : ""),
        new Cart.Command.Elapsed(),
        [
            ("Put lamp", new Cart.Command.Put(LampInCart)),
            ("Put no lamp", new Cart.Command.Put(LampInCart with { Quantity = 0 })),
            ("Remove lamp", new Cart.Command.Remove("lamp")),
            ("BeginCheckout 1", new Cart.Command.BeginCheckout("chk_1", null, SealedHome, [], null)),
            ("BeginCheckout 2", new Cart.Command.BeginCheckout("chk_2", null, SealedHome, [], null)),
            ("BeginCheckout 2, mug", new Cart.Command.BeginCheckout("chk_2", ["mug"], SealedHome, [], null)),
            ("EndCheckout 1, placed", new Cart.Command.EndCheckout("chk_1", Placed: true)),
            ("EndCheckout 1, refused", new Cart.Command.EndCheckout("chk_1", Placed: false)),
            ("Close", new Cart.Command.Close()),
            ("Reopen", new Cart.Command.Reopen()),
            ("Forget", new Cart.Command.Forget()),
        ])
    {
        Remarks = cart => [("owes", None(Domain.Cart.Owed(cart).Select(request => $"ask for {request.Checkout}")))],
    };

    public static readonly Table<Stock.State, Stock.Command, Stock.Event> Stock = new(
        Machines.Stock,
        stock => $"{stock.Available} available, {stock.Reserved} reserved, {stock.Sold} sold",
        new Stock.Command.Elapsed(),
        [
            ("Receive 2", new Stock.Command.Receive("mov_1", 2)),
            ("Reserve 1 for 1", new Stock.Command.Reserve([new("ord_1", 1)], Minutes(20))),
            ("Reserve 1 + 1 for 1, 2", new Stock.Command.Reserve([new("ord_1", 1), new("ord_2", 1)], Minutes(20))),
            ("Reserve 2 + 1 for 3, 4", new Stock.Command.Reserve([new("ord_3", 2), new("ord_4", 1)], Minutes(20))),
            ("Commit 1", new Stock.Command.Commit("ord_1")),
            ("Free 1", new Stock.Command.Free(["ord_1"])),
        ])
    {
        DueAt = Domain.Stock.DueAt,
    };

    /// <summary>The same under a flash sale of 2, one for each buyer, and with goods deducted on payment.</summary>
    public static readonly Table<Stock.State, Stock.Command, Stock.Event> FlashSale = new(
        Machines.Stock,
        stock => $"{stock.Available} available, {stock.Reserved} reserved, {stock.Sold} sold"
            + $", sale {stock.TakenIn(Midnight)}, buyers {None(stock.Buyers.Keys.Order())}"
            + (stock.IsClosed("ord_1") ? ", 1 takes no more" : ""),
        new Stock.Command.Elapsed(),
        [
            ("Receive 3", new Stock.Command.Receive("mov_1", 3)),
            ("Flash 1 for 1, ana", new Stock.Command.Reserve([new("ord_1", 1)], Minutes(20), Flash("ana"))),
            ("Flash 1 for 2, ana", new Stock.Command.Reserve([new("ord_2", 1)], Minutes(20), Flash("ana"))),
            ("Flash 1 for 3, bea", new Stock.Command.Reserve([new("ord_3", 1)], Minutes(20), Flash("bea"))),
            ("Commit 1", new Stock.Command.Commit("ord_1")),
            ("Commit 1, unreserved", new Stock.Command.Commit("ord_1", 1)),
            ("TakeBack 1 of 1", new Stock.Command.TakeBack("ord_1", "ret_1", 1)),
            ("Free 1", new Stock.Command.Free(["ord_1"])),
            ("Free 1 for good", new Stock.Command.Free(["ord_1"], ForGood: true)),
        ])
    {
        DueAt = Domain.Stock.DueAt,
    };

    public static readonly Table<Parcel.State, Parcel.Command, Parcel.Event> Parcel = new(
        Machines.Parcel, parcel => $"{parcel.Status}{(parcel.OwesOrder ? ", order not told" : "")}",
        new Parcel.Command.Elapsed(),
        [
            ("Claim for 1", new Parcel.Command.Claim("ord_1", "DHL")),
            ("Claim for 2", new Parcel.Command.Claim("ord_2", "DHL")),
            ("Dispatch for 1", new Parcel.Command.Dispatch("ord_1")),
            ("Dispatch for 2", new Parcel.Command.Dispatch("ord_2")),
            ("GiveBack of 1", new Parcel.Command.GiveBack("ord_1")),
            ("GiveBack of 2", new Parcel.Command.GiveBack("ord_2")),
            ("Record in transit", new Parcel.Command.Record(new("scn_1", Domain.Parcel.ScanKind.InTransit, Midnight))),
            ("Record delivered", new Parcel.Command.Record(new("scn_2", Domain.Parcel.ScanKind.Delivered, Midnight))),
            ("OrderTold", new Parcel.Command.OrderTold()),
        ])
    {
        Remarks = parcel => [("owes", None(Domain.Parcel.Owed(parcel).Select(told => $"tell {told.Order}")))],
    };

    public static readonly Table<Request.State, Request.Command, Request.Event> Request = new(
        Machines.Request,
        request => request.Reply is not null ? "Answered" : request.Fingerprint is not null ? "Claimed" : "None",
        new Request.Command.Elapsed(),
        [
            ("Claim", new Request.Command.Claim("digest", "chk_1")),
            ("Claim, other digest", new Request.Command.Claim("another digest", "chk_2")),
            ("Answer", new Request.Command.Answer(new(201, "{}"))),
        ]);

    private static Stock.Limits Flash(string buyer) =>
        new(buyer, null, new(Usd(900), Quota: 2, PerBuyer: 1, Midnight, Hours(1)));

    private static string NameOf(Dispute.State dispute) => string.Join(", ", new[]
    {
        $"{dispute.Status}",
        dispute.Status is Domain.Dispute.Status.AwaitingSeller or Domain.Dispute.Status.Negotiating
            ? $"{dispute.Asked!.Kind} asked{(dispute.Offered is { } offer ? $", {offer.Kind} offered" : "")}" : null,
        dispute is { Status: Domain.Dispute.Status.Escalated } ? dispute.ReturnContested
            ? "return contested" : $"{dispute.Asked!.Kind} asked" : null,
        dispute is { Status: Domain.Dispute.Status.AwaitingReturn } ? $"{dispute.AfterReturn!.How}" : null,
        dispute is { Status: Domain.Dispute.Status.ReturnInTransit, ReturnDeliveredAt: not null } ? "scanned" : null,
        dispute.Outcome is { } end
            ? $"{end.How}, {end.Shares.Sum(Currency.Usd, share => share.Cash)} from the {end.PaidBy}" : null,
    }.OfType<string>());

    private static IReadOnlyList<string> Allowed(Dispute.State dispute, Dispute.Party party) =>
        Domain.Dispute.AllowedActions(dispute, party, Policy.Modern, Midnight);

    private static string NameOf(Escrow.State escrow) => string.Join(", ", new[]
    {
        $"{escrow.Status}",
        escrow.Numbers.Count > 0 ? $"refunds {string.Join(" ", escrow.Numbers)}" : null,
        Domain.Escrow.Owed(escrow).Count > 0 ? "seller not told" : null,
    }.OfType<string>());

    private static string NameOf(SellerAccount.State account) => string.Join(", ", new[]
    {
        $"payable {Domain.SellerAccount.Of(account.Payable, Currency.Usd)}",
        $"receivable {Domain.SellerAccount.Of(account.Receivable, Currency.Usd)}",
        $"subsidies {Domain.SellerAccount.Of(account.Subsidies, Currency.Usd)}",
        account.Known.Count > 0 ? $"knows {string.Join(" ", account.Known.Order())}" : null,
        account.Frozen is not null ? "frozen" : null,
    }.OfType<string>());


    private static string None(IEnumerable<string> some) =>
        string.Join(" ", some) is { Length: > 0 } text ? text : "nothing";
}
