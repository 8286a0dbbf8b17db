using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests.Stored;

/// <summary>What an order can do besides being bought, shipped and kept.</summary>
internal static partial class Samples
{
    private static Order.Units[] Units => [new(0, 1), new(1, 1)];

    private static IEnumerable<Order.Event> OrdersOfTheWholeDomain =>
    [
        new Order.Event.Placed(
            Terms with
            {
                Lines = [Terms.Lines[0] with { CoinDiscount = Money.Usd(40), Tax = Money.Usd(400) }],
                Coins = 40,
            },
            At, Later),
        new Order.Event.PriceAdjusted("adj_1", Money.Usd(100), Terms.Lines, Later),
        new Order.Event.RiskHeld(Later),
        new Order.Event.RiskReleased(),
        new Order.Event.Closed(Order.CloseReason.DisputeFullRefund, Refund: true, At),
        .. Enum.GetValues<Order.CancelReason>().Select((why, i) =>
            new Order.Event.CancellationRequested(i + 1, why, i == 0 ? null : Units, At, Later)),
        new Order.Event.CancellationWithdrawn(),
        .. Enum.GetValues<Order.RejectReason>().Select(why => new Order.Event.CancellationRejected(why)),
        new Order.Event.UnitsCancelled(Units, BySilence: true),
        new Order.Event.PartShipped("yunexpress", "TRACK-1", At, Units),
        new Order.Event.Shipped("yunexpress", "TRACK-2", At, Later, Units, At.AddDays(2)),
        new Order.Event.RestCancelled(Order.RefundReason.NotShipped, Units, Later, At.AddDays(2)),
        new Order.Event.RestCancelled(Order.RefundReason.SellerCancelled, Units, Later, null),
        new Order.Event.ShippingExtensionAsked("ext_1", 3),
        new Order.Event.ShippingExtended("ext_1", 3, Later),
        new Order.Event.ProtectionExtensionAsked("ext_2", 10),
        new Order.Event.ProtectionExtended("ext_2", 10, Later, null, null),
        new Order.Event.ProtectionExtended("ext_3", 10, Later, Later, At.AddDays(2)),
        new Order.Event.ParcelDelivered("TRACK-1", At),
        new Order.Event.Delivered(At, Later, At.AddDays(2)),
        new Order.Event.Reminded(Later, At.AddDays(2)),
        new Order.Event.Reminded(Later, null),
        new Order.Event.DisputeSettled(At.AddDays(3), Later),
        new Order.Event.Resumed(TimeSpan.FromDays(1) + TimeSpan.FromTicks(1), Later),
        .. Enum.GetValues<Order.FreezeReason>().Select(why => new Order.Event.Frozen(why, At, At.AddDays(7), Later)),
        new Order.Event.FreezeReviewDue(),
        new Order.Event.Thawed(TimeSpan.FromDays(2), Later),
        .. Enum.GetValues<Order.ChargeBackStage>().Select(stage => new Order.Event.ChargeBackReported(stage)),
        .. Enum.GetValues<Order.RefundReason>().Select((why, i) => new Order.Event.RefundOrdered(
            i + 1, [new(0, Money.Usd(1000), Whole: false), new(1, Money.Usd(838), Whole: true)], why, i == 3, i == 1)),
        new Order.Event.RefundDone(1),
        new Order.Event.GoodsReturned(Units),
        new Order.Event.FeedbackLeft(Order.Side.Buyer, new(new(5, 4, 1), "As it should be.", At)),
        new Order.Event.FeedbackLeft(Order.Side.Seller, new(new(null, 3, null), null, At)),
        new Order.Event.TakenBack("ord_r.1/1"),
        new Order.Event.CouponsReturned(),
        new Order.Event.HoldsRenewed(),
        new Order.Event.StrikeNoted(),
        new Order.Event.CoinsGranted(),
        new Order.Event.Finished(Later),
    ];

    private static IEnumerable<Dispute.Event> Disputes
    {
        get
        {
            Dispute.Share[] shares = [new(0, 1, Money.Usd(1200)), new(2, 0, Money.Usd(300))];
            var ask = new Dispute.Proposal(
                Dispute.Party.Buyer, Dispute.Kind.ReturnAndRefund, shares, Dispute.Party.Seller, "It is “broken”.");
            var offer = new Dispute.Proposal(
                Dispute.Party.Seller, Dispute.Kind.Refund, [], Dispute.Party.Buyer, "It was whole.");
            var photo = new Dispute.Evidence(
                "evd_1", Dispute.Party.Buyer, "A crack.", "https://example.org/crack.png", At);
            var word = new Dispute.Evidence("evd_2", Dispute.Party.Seller, "No crack.", null, At);
            var outcome = new Dispute.Outcome(
                shares, Dispute.Party.Seller, Dispute.Party.Seller, Returned: false, Dispute.How.Agreed);
            return
            [
                .. Enum.GetValues<Dispute.Reason>().Select(why => new Dispute.Event.Opened("dsp_r.1.1", why, ask,
                    why == Dispute.Reason.NotReceived ? [] : [photo], shares, At, At.AddDays(5), Later,
                    At.AddDays(3))),
                new Dispute.Event.Countered(offer, At),
                new Dispute.Event.Modified(ask, At, Later),
                new Dispute.Event.Withdrawn(At),
                .. Enum.GetValues<Dispute.Party>().Select(party => new Dispute.Event.Escalated(
                    party == Dispute.Party.Buyer, At, At.AddDays(3), Later, party)),
                new Dispute.Event.EvidenceAdded(photo),
                new Dispute.Event.EvidenceChanged(word),
                new Dispute.Event.EvidenceRemoved("evd_2", At),
                new Dispute.Event.Judged(new(Dispute.Kind.Refund, shares, Dispute.Party.Platform, null,
                    Dispute.Party.Seller, "Both are right."), At),
                new Dispute.Event.Judged(new(Dispute.Kind.ReturnAndRefund, [], Dispute.Party.Seller,
                    Dispute.Party.Buyer, Dispute.Party.Buyer, "The buyer is wrong."), At),
                new Dispute.Event.ReturnAgreed(outcome, Dispute.Party.Seller, At, Later),
                new Dispute.Event.ReturnShipped("yunexpress", "TRACK-9", At, Later),
                new Dispute.Event.ReturnDelivered(At, Later),
                new Dispute.Event.ReturnReceived(At),
                new Dispute.Event.ReturnContested([word], At),
                .. Enum.GetValues<Dispute.How>().Select(how => new Dispute.Event.Resolved(
                    outcome with { How = how, AtFault = how == Dispute.How.NotReturned ? null : outcome.AtFault,
                        Returned = how == Dispute.How.ReturnReceived }, At)),
                new Dispute.Event.Superseded(At),
            ];
        }
    }
}
