using OrleansMarket.Domain;

namespace OrleansMarket.Contracts;

/// <summary>One attempt to pay for some orders.</summary>
[Alias("payment")]
public interface IPaymentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Pays, under an id that the caller has made; asked again, it answers with what became of it. Waits for the
    /// payment provider a few seconds; then the answer is "processing" and the payment goes on by itself.
    /// </summary>
    [Alias("pay")]
    Task<PaymentView> Pay(string buyer, string[] orders, string method);

    /// <summary>The payment provider reports that the money is there; however often.</summary>
    [Alias("report-captured")]
    Task ReportCaptured();

    /// <summary>What became of it; null when it is not this caller's.</summary>
    [Alias("view")]
    Task<PaymentView?> View(Caller caller);
}

/// <summary>What became of a payment.</summary>
[GenerateSerializer, Immutable, Alias("payment-view")]
public sealed record PaymentView(
    string Id, Payment.Status Status, string Buyer, string[] Orders, Money? Amount, string? FailureCode, Rejection? Why,
    string? Subject);

/// <summary>The money of one order, set aside.</summary>
[Alias("escrow")]
public interface IEscrowGrain : IGrainWithStringKey
{
    /// <summary>Pays the seller what is left.</summary>
    [Alias("release")]
    Task<Outcome> Release();

    /// <summary>
    /// Pays the buyer something back, out of the escrow or, after the release, of what the seller owes then; or of the
    /// platform's money. The order numbers its refunds, so each is carried out once.
    /// </summary>
    [Alias("refund-part")]
    Task<Outcome> Refund(int number, EscrowShare[] shares, string because, bool byPlatform);

    /// <summary>Pays the buyer back all that is left.</summary>
    [Alias("refund-rest")]
    Task<Outcome> RefundRest(int number, string because);

    /// <summary>The buyer's bank has taken all that was left.</summary>
    [Alias("charge-back")]
    Task<Outcome> ChargeBack(int number, string because);

    /// <summary>Where the money is.</summary>
    [Alias("status")]
    Task<Escrow.Status> Status();
}

/// <summary>What goes back of one part of an order: its lines in their order, then shipping.</summary>
/// <param name="Part">The first is 0.</param>
/// <param name="Cash">For the buyer.</param>
/// <param name="Whole">The part is undone to its end; the cash is then all that is left of it.</param>
[GenerateSerializer, Immutable, Alias("escrow-share")]
public readonly record struct EscrowShare(int Part, Money Cash, bool Whole);

/// <summary>Money on its way back to a buyer.</summary>
[Alias("refund")]
public interface IRefundGrain : IGrainWithStringKey
{
    /// <summary>Asks the payment provider now, instead of at the next deadline.</summary>
    [Alias("hurry")]
    Task Hurry();

    /// <summary>How far it is; null when there is no such refund.</summary>
    [Alias("view")]
    Task<RefundView?> View();
}

/// <summary>A refund.</summary>
[GenerateSerializer, Immutable, Alias("refund-view")]
public sealed record RefundView(
    string Id,
    string Order,
    string Buyer,
    Money Amount,
    string Because,
    Refund.Status Status,
    DateTimeOffset? SettledAt,
    int? Number = null);

/// <summary>What a seller has earned. Hot: calls overlap, and each is answered when it is durable.</summary>
[Alias("seller-account")]
public interface ISellerAccountGrain : IGrainWithStringKey
{
    /// <summary>An order's escrow was released to the seller.</summary>
    [Alias("credit")]
    Task<Outcome> Credit(string seller, string order, Money net, Money subsidy);

    /// <summary>Something of a released order went back to its buyer; known by the refund's id.</summary>
    [Alias("debit")]
    Task<Outcome> Debit(string seller, string id, string order, Money amount, Money subsidyBack);

    /// <summary>Pays the seller; the payout's id makes it unique.</summary>
    [Alias("pay-out")]
    Task<Outcome> PayOut(string payout, Money amount);

    /// <summary>Pays nothing out until it is thawed.</summary>
    [Alias("freeze")]
    Task<Outcome> Freeze(string because);

    /// <summary>Pays out again.</summary>
    [Alias("thaw")]
    Task<Outcome> Thaw();

    /// <summary>Balances and payouts.</summary>
    [Alias("view")]
    Task<SellerAccountView> View();
}

/// <summary>A seller's account.</summary>
/// <param name="Seller">Whose.</param>
/// <param name="Payable">What can be paid out, by currency.</param>
/// <param name="Sales">Orders that were earned with.</param>
/// <param name="Payouts">The latest payments, oldest first.</param>
/// <param name="Receivable">What he owes, by currency.</param>
/// <param name="Frozen">Why nothing is paid out now; null when it is.</param>
[GenerateSerializer, Immutable, Alias("seller-account-view")]
public sealed record SellerAccountView(
    string Seller, Money[] Payable, int Sales, PayoutView[] Payouts, Money[] Receivable, string? Frozen);

/// <summary>A payment to a seller.</summary>
[GenerateSerializer, Immutable, Alias("payout-view")]
public sealed record PayoutView(string Id, Money Amount, DateTimeOffset At);
