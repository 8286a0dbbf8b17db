using System.Diagnostics;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Notifying;

/// <summary>What is told of disputes, money, coupons, stock and sellers.</summary>
internal static partial class Happenings
{
    private static Happening? OfDispute(Dispute.Event happened, EventData data) => happened switch
    {
        Dispute.Event.Opened opened => new("dispute.opened", Sides.Both, Sides.Seller,
            data with { Reason = Word(opened.Reason), Of = Word(opened.Proposal.Kind), Until = opened.RespondBy }),
        Dispute.Event.Countered countered => new("dispute.countered", Sides.Both, Sides.Buyer,
            data with { Of = Word(countered.Proposal.Kind) }),
        Dispute.Event.Modified modified => new("dispute.modified", Sides.Both, Sides.Seller,
            data with { Of = Word(modified.Proposal.Kind), Until = modified.RespondBy }),
        Dispute.Event.Withdrawn => new("dispute.withdrawn", Sides.Both, Sides.Seller, data),
        Dispute.Event.Escalated escalated => new("dispute.escalated", Sides.Both, Sides.Both,
            data with { By = escalated.ByHand ? "buyer" : "silence", Until = escalated.EvidenceBy }),
        Dispute.Event.EvidenceAdded added => OfEvidence(data, added.Evidence.By),
        Dispute.Event.EvidenceChanged changed => OfEvidence(data, changed.Evidence.By),
        Dispute.Event.EvidenceRemoved => OfEvidence(data, null),
        Dispute.Event.Judged judged => new("dispute.judged", Sides.Both, Sides.Both,
            data with { Of = Word(judged.Ruling.Kind) }),
        Dispute.Event.ReturnAgreed agreed => new("return.agreed", Sides.Both, Sides.Both,
            data with { Until = agreed.ShipBy }),
        Dispute.Event.ReturnShipped shipped => new("return.shipped", Sides.Both, Sides.Seller,
            data with { Carrier = shipped.Carrier, Tracking = shipped.Tracking, Until = shipped.ConfirmBy }),
        Dispute.Event.ReturnDelivered delivered => new("return.delivered", Sides.Both, Sides.Seller,
            data with { Until = delivered.ConfirmBy }),
        Dispute.Event.ReturnReceived => new("return.received", Sides.Both, Sides.Buyer, data),
        Dispute.Event.ReturnContested => new("return.contested", Sides.Both, Sides.Buyer, data),
        Dispute.Event.Resolved resolved => new("dispute.resolved", Sides.Both, Sides.Both,
            data with { Reason = Word(resolved.Outcome.How), Amount = CashOf(resolved.Outcome) }),
        // What has closed the order is told instead.
        Dispute.Event.Superseded => null,
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    private static Happening OfEvidence(EventData data, Dispute.Party? by) => new(
        "dispute.evidence_changed", Sides.Both, Sides.Nobody, data with { By = by is { } side ? Word(side) : null });

    private static Money? CashOf(Dispute.Outcome outcome) => outcome.Shares.Count == 0
        ? null
        : outcome.Shares.Sum(outcome.Shares[0].Cash.Currency, share => share.Cash);

    private static Happening? OfEscrow(Escrow.Event happened, EventData data) => happened switch
    {
        Escrow.Event.Held held => new("escrow.held", Sides.Both, Sides.Nobody,
            data with { Amount = held.Deposit.Cash }),
        Escrow.Event.Released released => new("escrow.released", Sides.Both, Sides.Seller,
            data with { Amount = Earned(released, data.Seller) }),
        // The refund that is born with it, the order's charge-back and the seller's account tell of these.
        Escrow.Event.PartRefunded or Escrow.Event.Refunded or Escrow.Event.ChargedBack
            or Escrow.Event.SellerCredited or Escrow.Event.SellerDebited => null,
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    private static Money? Earned(Escrow.Event.Released released, string? seller)
    {
        var payable = Account.SellerPayable(seller ?? "");
        return released.Postings.Where(posting => posting.Credit == payable)
            .Select(posting => (Money?)posting.Amount)
            .Aggregate((Money?)null, (sum, next) => sum is null ? next : sum + next);
    }

    private static Happening? OfRefund(Refund.Event happened, EventData data) => happened switch
    {
        Refund.Event.Opened opened => new("refund.created", Sides.Both, Sides.Buyer,
            data with { Amount = opened.Claim.Amount, Reason = Word(opened.Claim.Because) }),
        Refund.Event.Settled settled => new("refund.settled", Sides.Both, Sides.Buyer,
            data with { Amount = settled.Postings.Count > 0 ? settled.Postings[0].Amount : null }),
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    private static Happening? OfCoupon(Coupon.Event happened, string? buyer)
    {
        var data = new EventData { Buyer = buyer };
        return happened switch
        {
            Coupon.Event.Issued issued => new("coupon.issued", Sides.Buyer,
                issued.Terms.Sort == Coupon.Kind.Compensation ? Sides.Buyer : Sides.Nobody,
                data with { Buyer = issued.Buyer, Amount = issued.Terms.Value, Until = issued.Terms.ValidUntil }),
            Coupon.Event.Locked locked => new("coupon.locked", Sides.Buyer, Sides.Nobody,
                data with { Until = locked.Until }),
            Coupon.Event.Redeemed => new("coupon.redeemed", Sides.Buyer, Sides.Nobody, data),
            Coupon.Event.Unlocked or Coupon.Event.LockExpired =>
                new("coupon.unlocked", Sides.Buyer, Sides.Nobody, data),
            Coupon.Event.Restored restored => new("coupon.restored", Sides.Buyer, Sides.Buyer,
                data with { Reason = Word(restored.Because), Until = restored.ValidUntil }),
            Coupon.Event.Consumed consumed => new("coupon.consumed", Sides.Buyer, Sides.Buyer,
                data with { Reason = Word(consumed.Because) }),
            Coupon.Event.Expired => new("coupon.expired", Sides.Buyer, Sides.Nobody, data),
            Coupon.Event.Revoked => new("coupon.revoked", Sides.Buyer, Sides.Buyer, data),
            // Whether it comes back is told once that is known.
            Coupon.Event.GivenUp or Coupon.Event.PlaceGivenBack or Coupon.Event.PutIntoWallet => null,
            _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
        };
    }

    private static Happening? OfStock(Stock.Event happened, Entry entry, Parties parties) => happened switch
    {
        Stock.Event.Reserved { SoldOut: true } => new(
            "stock.sold_out", Sides.Seller, Sides.Seller,
            new() { Seller = parties.Seller, Title = parties.Title, Sku = Ids.Tail(entry.Aggregate) })
        {
            Subject = Ids.Tail(entry.Aggregate),
        },
        Stock.Event.Received or Stock.Event.Reserved or Stock.Event.Committed or Stock.Event.TakenBack
            or Stock.Event.Freed or Stock.Event.Extended or Stock.Event.Expired => null,
        _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
    };

    private static Happening? OfAccount(SellerAccount.Event happened, string seller)
    {
        var data = new EventData { Seller = seller };
        var told = happened switch
        {
            SellerAccount.Event.PaidOut paid => new Happening("payout.paid", Sides.Seller, Sides.Seller,
                data with { Amount = paid.Amount, Payout = paid.Payout }),
            SellerAccount.Event.Debited debited => new("payout.debited", Sides.Seller, Sides.Seller,
                data with { Amount = debited.Amount, Of = debited.Order }),
            SellerAccount.Event.PayoutsFrozen => new("payout.frozen", Sides.Seller, Sides.Seller, data),
            SellerAccount.Event.PayoutsThawed => new("payout.thawed", Sides.Seller, Sides.Seller, data),
            // The escrow has told of what was earned.
            SellerAccount.Event.Credited or SellerAccount.Event.Repaid => null,
            _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
        };
        return told is null ? null : told with { Subject = seller };
    }

    private static Happening? OfStanding(SellerStanding.Event happened, string seller)
    {
        var data = new EventData { Seller = seller };
        var told = happened switch
        {
            // Whoever reports a seller is not told on: not even the feed of the operators names him.
            SellerStanding.Event.Reported reported => new Happening("seller.reported", Sides.Nobody, Sides.Nobody,
                data with { Report = reported.Report.Id, Reason = Word(reported.Report.Category) }),
            SellerStanding.Event.Confirmed confirmed => new("seller.report_confirmed", Sides.Nobody, Sides.Nobody,
                data with { Report = confirmed.Report }),
            SellerStanding.Event.Dismissed dismissed => new("seller.report_dismissed", Sides.Nobody, Sides.Nobody,
                data with { Report = dismissed.Report }),
            SellerStanding.Event.Frozen frozen => new("seller.frozen", Sides.Seller, Sides.Seller,
                data with { Reason = Word(frozen.Because) }),
            SellerStanding.Event.Reopened => new("seller.reopened", Sides.Seller, Sides.Seller, data),
            SellerStanding.Event.Struck struck => new("seller.struck", Sides.Seller, Sides.Seller,
                data with { Of = struck.Order, Reason = Word(struck.Because) }),
            SellerStanding.Event.StoreClosed or SellerStanding.Event.StoreOpened or SellerStanding.Event.MoneyFrozen
                or SellerStanding.Event.LookAgain or SellerStanding.Event.PayoutsThawed => null,
            _ => throw new UnreachableException($"Nobody has said who is told of {happened.GetType()}."),
        };
        return told is null ? null : told with { Subject = seller };
    }
}
