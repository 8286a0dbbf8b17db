using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests.Auditing;

/// <summary>What people do in a market, on <see cref="Paper"/>: in the entries that grains write.</summary>
internal sealed class PaperMarket(IJournalStore store, Policy policy, DateTimeOffset start)
{
    public static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    private static readonly Address home = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");
    private static readonly Money fee = Money.Usd(300);

    private readonly Dictionary<string, string> sellers = new(StringComparer.Ordinal);
    private int requests;

    public Paper Paper { get; } = new(store, policy, start);

    /// <summary>One SKU of an order.</summary>
    public sealed record Wish(string Sku, int Quantity);

    public void List(string sku, string seller, int units)
    {
        sellers[sku] = seller;
        Paper.Ask(Paper.Machines.Stock, Ids.Stock + sku, new Stock.Command.Receive("opening", units));
        Paper.Ask(Paper.Machines.Listing, Ids.Listing + sku, new Listing.Command.Put(new(
            sku, seller, seller, $"A {sku}", Money.Usd(2_400), [new("standard", "Standard", fee, 20)])));
    }

    public void Offer(string campaign, string? seller, int quota, int perBuyer = 1) => Paper.Ask(
        Paper.Machines.Campaign, campaign, new Campaign.Command.Create(new(
            new(campaign, seller, Money.Usd(500), Money.Usd(0), start, start.AddDays(60)),
            "Five off", quota, perBuyer)));

    public string Claim(string campaign, string buyer)
    {
        Paper.Ask(Paper.Machines.Campaign, campaign, new Campaign.Command.Claim($"claim-{buyer}", buyer));
        return Ids.CouponOf(campaign, Paper.StateOf(Paper.Machines.Campaign, campaign).Issued);
    }

    /// <summary>Orders, one order for each wish, and answers with their ids.</summary>
    /// <param name="root">The root of the checkout's id.</param>
    /// <param name="buyer">Who.</param>
    /// <param name="coupon">A coupon worth 5.00 of the platform for the first order; null for none.</param>
    /// <param name="wishes">What.</param>
    public string[] CheckOut(string root, string buyer, string? coupon, params Wish[] wishes)
    {
        var (checkout, cart) = (Ids.Checkout + root, Ids.Cart + buyer);
        foreach (var wish in wishes)
            Paper.Ask(Paper.Machines.Cart, cart,
                new Cart.Command.Put(new(wish.Sku, wish.Quantity, "standard", Money.Usd(2_400))));
        return Request(buyer, root, () =>
        {
            Paper.Ask(Paper.Machines.Cart, cart, new Cart.Command.BeginCheckout(
                checkout, null, new Sealed("key_1.sealed"), coupon is null ? [] : [coupon], null));
            var terms = wishes
                .Select((wish, i) => Terms(checkout, i + 1, buyer, wish, i == 0 ? coupon : null)).ToArray();
            var until = Paper.Now + policy.PayWindow + policy.HoldMargin;
            foreach (var order in terms)
            {
                Paper.Ask(Paper.Machines.Stock, Ids.Stock + order.Lines[0].Sku,
                    new Stock.Command.Reserve([new(order.Order, order.Lines[0].Quantity)], until), buyer);
            }

            if (coupon is not null)
            {
                Paper.Ask(Paper.Machines.Coupon, coupon,
                    new Coupon.Command.Lock(buyer, checkout, [terms[0].Order], until), buyer);
            }

            Paper.Ask(Paper.Machines.Checkout, checkout, new Checkout.Command.Place(buyer, terms), buyer);
            Paper.Ask(Paper.Machines.Cart, cart, new Cart.Command.EndCheckout(checkout, Placed: true), checkout);
            return terms.Select(order => order.Order).ToArray();
        });
    }

    public void Pay(string root, params string[] orders)
    {
        var payment = Ids.Payment + root;
        var terms = orders.Select(order => Paper.StateOf(Paper.Machines.Order, order).Terms!).ToArray();
        Request(terms[0].Buyer, root + "pay", () =>
        {
            Paper.Ask(Paper.Machines.Payment, payment,
                new Payment.Command.Start(new(payment, terms[0].Buyer, orders, "tok_ok")));
            foreach (var order in orders) Order(order, new Order.Command.SubmitPayment(payment));
            foreach (var order in terms)
            {
                Paper.Ask(Paper.Machines.Stock, Ids.Stock + order.Lines[0].Sku,
                    new Stock.Command.Commit(order.Order), order.Order);
                foreach (var coupon in order.Coupons)
                    Paper.Ask(Paper.Machines.Coupon, coupon, new Coupon.Command.Redeem(order.Order), order.Order);
                Order(order.Order, new Order.Command.Capture(payment, order.Total, GoodsAreCommitted: true));
            }

            Paper.Ask(Paper.Machines.Payment, payment, new Payment.Command.Capture(
                terms.Aggregate(Money.Usd(0), (sum, order) => sum + order.Total)));
            return orders;
        });
    }

    public void Verify(string order) => Order(order, new Order.Command.PassRisk());

    public void Ship(string order)
    {
        var parcel = ParcelOf(order);
        Paper.Ask(Paper.Machines.Parcel, parcel, new Parcel.Command.Claim(order, "yunexpress"));
        Order(order, new Order.Command.Ship("yunexpress", Ids.Tail(parcel)));
        Paper.Ask(Paper.Machines.Parcel, parcel, new Parcel.Command.Dispatch(order));
    }

    public void Deliver(string order)
    {
        var parcel = ParcelOf(order);
        Paper.Ask(Paper.Machines.Parcel, parcel,
            new Parcel.Command.Record(new("scan-1", Parcel.ScanKind.Delivered, Paper.Now)));
        Order(order, new Order.Command.RecordDelivery(Ids.Tail(parcel)));
        Paper.Ask(Paper.Machines.Parcel, parcel, new Parcel.Command.OrderTold());
    }

    /// <summary>The buyer confirms, and the seller is paid.</summary>
    public void Confirm(string order)
    {
        Order(order, new Order.Command.ConfirmReceipt(WithoutScan: true));
        Release(order);
        Order(order, new Order.Command.EscrowDone());
    }

    public void Release(string order)
    {
        var escrow = Ids.EscrowOf(order);
        Paper.Ask(Paper.Machines.Escrow, escrow, new Escrow.Command.Release(), order);
        var deposit = Paper.StateOf(Paper.Machines.Escrow, escrow).Deposit!;
        Paper.Ask(Paper.Machines.SellerAccount, Ids.SellerAccount + deposit.Seller,
            new SellerAccount.Command.Credit(deposit.Seller, order, deposit.Net, deposit.Subsidy), escrow);
        Paper.Ask(Paper.Machines.Escrow, escrow, new Escrow.Command.SellerCredited());
    }

    /// <summary>The buyer cancels; goods and coupons are free again, and money goes back.</summary>
    public void Cancel(string order)
    {
        Order(order, new Order.Command.Cancel());
        var (terms, escrow) = (Paper.StateOf(Paper.Machines.Order, order).Terms!, Ids.EscrowOf(order));
        Paper.Ask(Paper.Machines.Stock, Ids.Stock + terms.Lines[0].Sku, new Stock.Command.Free([order]), order);
        foreach (var coupon in terms.Coupons)
            Paper.Ask(Paper.Machines.Coupon, coupon, new Coupon.Command.Unlock([order]), order);
        Order(order, new Order.Command.GoodsFreed());
        if (Paper.StateOf(Paper.Machines.Escrow, escrow).Status != Escrow.Status.Held) return;
        Paper.Ask(Paper.Machines.Escrow, escrow, new Escrow.Command.RefundRest(0, "BuyerCancelled"), order);
        Paper.Ask(Paper.Machines.Refund, Ids.RefundOf(order, 0), new Refund.Command.Settle());
        Order(order, new Order.Command.EscrowDone());
    }

    /// <summary>Nobody has said anything until the order's deadline.</summary>
    public void Elapse(string order)
    {
        var due = Paper.Machines.Order.DueAt(Paper.StateOf(Paper.Machines.Order, order))!.Value;
        if (due > Paper.Now) Paper.Now = due;
        Paper.Ask(Paper.Machines.Order, order, new Order.Command.Elapsed(), "deadline");
    }

    public void PayOut(string seller)
    {
        var account = Paper.StateOf(Paper.Machines.SellerAccount, Ids.SellerAccount + seller);
        Paper.Ask(Paper.Machines.SellerAccount, Ids.SellerAccount + seller, new SellerAccount.Command.PayOut(
            $"po_{account.Payouts.Count}", account.Payable[Currency.Usd]));
    }

    /// <summary>An order that has gone the whole way: delivered, confirmed, its after-sale time over.</summary>
    public string Finished(string root, string buyer, string sku)
    {
        var order = CheckOut(root, buyer, null, new Wish(sku, 1))[0];
        Pay(root, order);
        if (policy.RiskReview > TimeSpan.Zero) Verify(order);
        Ship(order);
        Deliver(order);
        Confirm(order);
        Elapse(order);
        return order;
    }

    public void Order(string order, Order.Command command) => Paper.Ask(Paper.Machines.Order, order, command);

    /// <summary>What was agreed for one wish.</summary>
    public Order.OrderTerms Terms(string checkout, int number, string buyer, Wish wish, string? coupon) => new(
        Ids.OrderOf(checkout, number), checkout, buyer, sellers[wish.Sku], "standard", fee, 20,
        [
            new(wish.Sku, $"A {wish.Sku}", wish.Quantity, Money.Usd(2_400), Money.Usd(0),
                Money.Usd(coupon is null ? 0 : 500)),
        ],
        home, coupon is null ? [] : [coupon]);

    private static string ParcelOf(string order) => $"{Ids.Parcel}TRACK-{Ids.Tail(order).Replace('.', '-')}";

    /// <summary>What the API does around a request with an idempotency key.</summary>
    private T Request<T>(string buyer, string subject, Func<T> act)
    {
        var id = $"{Ids.Request}{buyer}{++requests:x40}";
        Paper.Ask(Paper.Machines.Request, id, new Request.Command.Claim($"{requests:x64}", subject));
        var made = act();
        Paper.Ask(Paper.Machines.Request, id, new Request.Command.Answer(new(201, $$"""{"id":"{{subject}}"}""")));
        Paper.Forget(id);
        return made;
    }
}
