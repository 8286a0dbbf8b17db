namespace OrleansMarket.Domain.Tests;

/// <summary>The tables of all machines against the reviewed ones in <c>Golden</c>.</summary>
public sealed class TableTests
{
    [Fact]
    public void Order() => Golden.Check("Order", OrderTable.Table.Print());

    [Fact]
    public void Dispute() => Golden.Check("Dispute", Tables.Dispute.Print());

    [Fact]
    public void Payment() => Golden.Check("Payment", Tables.Payment.Print());

    [Fact]
    public void Refund() => Golden.Check("Refund", Tables.Refund.Print());

    [Fact]
    public void Escrow() => Golden.Check("Escrow", Tables.Escrow.Print());

    [Fact]
    public void SellerAccount() => Golden.Check("SellerAccount", Tables.SellerAccount.Print());

    [Fact]
    public void Checkout() => Golden.Check("Checkout", Tables.Checkout.Print());

    [Fact]
    public void Cart() => Golden.Check("Cart", Tables.Cart.Print());

    [Fact]
    public void Coupon() => Golden.Check("Coupon", Tables.Coupon.Print());

    [Fact]
    public void Campaign() => Golden.Check("Campaign", Tables.Campaign.Print());

    [Fact]
    public void CodeCampaign() => Golden.Check("CodeCampaign", Tables.CodeCampaign.Print());

    [Fact]
    public void PromoCode() => Golden.Check("PromoCode", Tables.PromoCode.Print());

    [Fact]
    public void Wallet() => Golden.Check("Wallet", Tables.Wallet.Print());

    [Fact]
    public void Coins() => Golden.Check("Coins", Tables.Coins.Print());

    [Fact]
    public void Stock() => Golden.Check("Stock", Tables.Stock.Print());

    [Fact]
    public void FlashSale() => Golden.Check("FlashSale", Tables.FlashSale.Print());

    [Fact]
    public void Parcel() => Golden.Check("Parcel", Tables.Parcel.Print());

    [Fact]
    public void Member() => Golden.Check("Member", MemberTables.Member.Print());

    [Fact]
    public void SellerStanding() => Golden.Check("SellerStanding", MemberTables.SellerStanding.Print());

    [Fact]
    public void Request() => Golden.Check("Request", Tables.Request.Print());

    [Fact]
    public void Every_status_can_be_reached()
    {
        var orders = OrderTable.Table.States().Select(found => found.State).ToArray();
        All<Order.Status>(orders.Select(order => order.Status));
        All<Order.EscrowStatus>(orders.Select(order => order.Escrow));
        All<Order.CloseReason>(orders.Select(order => order.ClosedBecause).OfType<Order.CloseReason>());
        All<Dispute.Status>(Tables.Dispute.States().Select(found => found.State.Status));
        All<Dispute.How>(Tables.Dispute.States().Select(found => found.State.Outcome?.How).OfType<Dispute.How>());
        All<Payment.Status>(Tables.Payment.States().Select(found => found.State.Status));
        All<Refund.Status>(Tables.Refund.States().Select(found => found.State.Status));
        All<Escrow.Status>(Tables.Escrow.States().Select(found => found.State.Status));
        All<Checkout.Status>(Tables.Checkout.States().Select(found => found.State.Status));
        All<Coupon.Status>(Tables.Coupon.States().Select(found => found.State.Status));
        All<Member.Status>(MemberTables.Member.States().Select(found => found.State.Status));
        All<Cart.Door>(Tables.Cart.States().Select(found => found.State.Door));
        All<SellerStanding.FreezeReason>(MemberTables.SellerStanding.States().Select(found => found.State.Frozen)
            .OfType<SellerStanding.FreezeReason>());
        All<Campaign.Status>(Tables.Campaign.States()
            .Select(found => Domain.Campaign.StatusOf(found.State, Midnight)));
        All<Parcel.Status>(Tables.Parcel.States().Select(found => found.State.Status));
    }

    private static void All<T>(IEnumerable<T> reached)
        where T : struct, Enum => Assert.Equal(Enum.GetValues<T>(), reached.Distinct().Order());
}
