using static OrleansMarket.Domain.Cart;

namespace OrleansMarket.Domain.Tests;

public sealed class CartStories
{
    private static readonly Line ALamp = new("lamp", 1, "standard", Usd(2400));
    private static readonly Line AMug = new("mug", 2, "standard", Usd(999));
    private static readonly Event[] Both = [new Event.LinePut(ALamp), new Event.LinePut(AMug)];
    private static readonly Command.BeginCheckout OrderAll = new("chk_1", null, SealedHome, ["cpn_1"], Usd(3499));

    [Fact]
    public void A_line_is_put_into_the_cart_and_changed_there() => Given()
        .When(new Command.Put(ALamp)).Then(new Event.LinePut(ALamp))
        .When(new Command.Put(ALamp)).ThenAlreadyDone()
        .When(new Command.Put(AMug))
        .When(new Command.Put(ALamp with { Quantity = 3 }))
        .ThenItIs(new[] { ALamp with { Quantity = 3 }, AMug }, cart => cart.Lines);

    [Fact]
    public void A_line_is_removed_once() => Given(Both)
        .When(new Command.Remove("lamp")).Then(new Event.LineRemoved("lamp"))
        .ThenItIs(new[] { AMug }, cart => cart.Lines)
        .When(new Command.Remove("lamp")).ThenAlreadyDone();

    [Fact]
    public void Quantities_that_make_no_sense_are_refused()
    {
        Given().When(new Command.Put(ALamp with { Quantity = 0 })).Then(Rejection.QuantityInvalid);
        Given().When(new Command.Put(ALamp with { Quantity = MostOfOneSku + 1 })).Then(Rejection.QuantityInvalid);
    }

    [Fact]
    public void A_full_cart_takes_no_other_sku_but_another_quantity()
    {
        var full = Machines.CartUnder(Policy.Modern with { LinesPerCheckout = 2 }).Given(Both);
        full.When(new Command.Put(AMug with { Sku = "cable" })).Then(Rejection.TooManyLines);
        full.When(new Command.Put(AMug with { Quantity = 5 })).Then(new Event.LinePut(AMug with { Quantity = 5 }));
    }

    [Fact]
    public void A_checkout_is_remembered_before_it_is_asked_for()
    {
        CheckoutRequest request = new("chk_1", [ALamp, AMug], null, ["cpn_1"], Usd(3499), SealedTo: SealedHome);
        Given(Both).When(OrderAll).Then(new Event.CheckoutBegun(request))
            .ThenItIs(new[] { request }, Owed)
            .When(OrderAll).ThenAlreadyDone()
            .When(OrderAll with { Checkout = "chk_2" }).Then(Rejection.CheckoutInProgress);
    }

    [Fact]
    public void Only_the_named_skus_are_ordered() => Given(Both)
        .When(OrderAll with { Skus = ["mug"] }).ThenItIs(new[] { AMug }, cart => cart.Pending!.Lines)
        .When(new Command.EndCheckout("chk_1", Placed: true)).ThenItIs(new[] { ALamp }, cart => cart.Lines);

    [Fact]
    public void What_is_not_there_cannot_be_ordered()
    {
        Given().When(OrderAll).Then(Rejection.CartIsEmpty);
        Given(Both).When(OrderAll with { Skus = [] }).Then(Rejection.CartIsEmpty);
        Given(Both).When(OrderAll with { Skus = ["lamp", "cable"] }).Then(Rejection.NotInCart);
    }

    [Fact]
    public void A_placed_checkout_takes_its_lines_out_of_the_cart() => Begun()
        .When(new Command.EndCheckout("chk_1", Placed: true)).Then(new Event.CheckoutEnded("chk_1", true))
        .ThenItIs(Array.Empty<Line>(), cart => cart.Lines)
        .ThenItIs(Array.Empty<CheckoutRequest>(), Owed)
        .When(new Command.EndCheckout("chk_1", Placed: true)).ThenAlreadyDone();

    [Fact]
    public void A_refused_checkout_leaves_its_lines_in_the_cart() => Begun()
        .When(new Command.EndCheckout("chk_1", Placed: false))
        .ThenItIs(new[] { ALamp, AMug }, cart => cart.Lines)
        .When(OrderAll).ThenAlreadyDone()
        .When(OrderAll with { Checkout = "chk_2" }).ThenItIs("chk_2", cart => cart.Latest);

    [Fact]
    public void A_line_that_was_changed_while_it_was_being_ordered_stays() => Begun()
        .When(new Command.Put(AMug with { Quantity = 7 }))
        .When(new Command.EndCheckout("chk_1", Placed: true))
        .ThenItIs(new[] { AMug with { Quantity = 7 } }, cart => cart.Lines);

    [Fact]
    public void The_answer_to_another_checkout_changes_nothing() => Begun()
        .When(new Command.EndCheckout("chk_0", Placed: true)).ThenAlreadyDone()
        .When(new Command.Elapsed()).ThenAlreadyDone();

    [Fact]
    public void A_cart_remembers_the_keys_of_its_buyers_addresses() => Begun()
        .ThenItIs(new[] { "key_1" }, cart => cart.Keys)
        .When(new Command.EndCheckout("chk_1", Placed: false))
        .When(OrderAll with { Checkout = "chk_2", ShipTo = new("key_1.another-address") })
        .ThenItIs(new[] { "key_1" }, cart => cart.Keys)
        .When(new Command.EndCheckout("chk_2", Placed: false))
        .When(OrderAll with { Checkout = "chk_3", ShipTo = new("key_2.an-address") })
        .ThenItIs(new[] { "key_1", "key_2" }, cart => cart.Keys);

    [Fact]
    public void A_closed_cart_can_be_filled_but_not_ordered_until_it_is_open_again() => Given(Both)
        .When(new Command.Close()).Then(new Event.Closed())
        .When(new Command.Close()).ThenAlreadyDone()
        .When(new Command.Put(AMug with { Quantity = 3 })).Then(new Event.LinePut(AMug with { Quantity = 3 }))
        .When(new Command.Reopen()).Then(new Event.Reopened())
        .When(new Command.Reopen()).ThenAlreadyDone()
        .When(new Command.Close()).When(OrderAll).Then(Rejection.MembershipEnding);

    [Fact]
    public void A_cart_closes_when_its_checkout_has_ended_and_no_sooner()
    {
        Begun().When(new Command.Close()).Then(Rejection.CheckoutInProgress);
        Begun().When(new Command.Forget()).Then(Rejection.CheckoutInProgress);
        Begun().When(new Command.EndCheckout("chk_1", Placed: true))
            .When(new Command.Close()).Then(new Event.Closed())
            .When(OrderAll).ThenAlreadyDone();
    }

    [Fact]
    public void A_cart_whose_buyer_has_left_forgets_everything_and_stays_so()
    {
        var gone = Begun().When(new Command.EndCheckout("chk_1", Placed: false))
            .When(new Command.Close()).When(new Command.Forget()).Then(new Event.Forgotten())
            .ThenItIs(Array.Empty<Line>(), cart => cart.Lines).ThenItIs(Array.Empty<string>(), cart => cart.Keys)
            .When(new Command.Forget()).ThenAlreadyDone().When(new Command.Close()).ThenAlreadyDone();
        gone.When(new Command.Put(ALamp)).Then(Rejection.MembershipEnded);
        gone.When(OrderAll with { Checkout = "chk_2" }).Then(Rejection.MembershipEnded);
        gone.When(new Command.Reopen()).Then(Rejection.MembershipEnded);
    }

    private static Story<State, Command, Event> Begun() => Given(Both).When(OrderAll);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Cart.Given(happened);
}
