using static OrleansMarket.Domain.Checkout;

namespace OrleansMarket.Domain.Tests;

public sealed class CheckoutStories
{
    private static readonly Command.Place Place =
        new("buyer_1", [Terms, Terms with { Order = "ord_2", Seller = "seller_2" }]);
    private static readonly Command.Refuse Refuse = new("buyer_1", Rejection.SoldOut, "lamp");

    private static readonly Event.Placed Placed = new("buyer_1",
        [new("ord_1", "seller_1", Usd(2666)), new("ord_2", "seller_2", Usd(2666))], Midnight);

    private static readonly Event.Refused Refused = new("buyer_1", Rejection.SoldOut, "lamp", Midnight);

    [Fact]
    public void I13_All_orders_of_a_checkout_are_placed_by_one_event() => Given().When(Place).Then(Placed);

    [Fact]
    public void G2_A_checkout_that_is_placed_stays_placed() => Given(Placed)
        .When(Place).ThenAlreadyDone()
        .When(Refuse).ThenAlreadyDone()
        .ThenItIs(Status.Placed, checkout => checkout.Status);

    [Fact]
    public void G2_A_checkout_that_is_refused_stays_refused_and_remembers_why() => Given()
        .When(Refuse).Then(Refused)
        .When(Refuse).ThenAlreadyDone()
        .When(Place).ThenAlreadyDone()
        .ThenItIs(Status.Refused, checkout => checkout.Status)
        .ThenItIs((Rejection.SoldOut, "lamp"), checkout => (checkout.Why, checkout.Subject))
        .ThenItIs(Array.Empty<PlacedOrder>(), checkout => checkout.Orders);

    [Fact]
    public void There_is_no_deadline() => Given().When(new Command.Elapsed()).ThenAlreadyDone();

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Checkout.Given(happened);
}
