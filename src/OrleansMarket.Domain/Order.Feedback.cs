namespace OrleansMarket.Domain;

/// <summary>What buyer and seller say of each other (O31 of DOMAIN.md §2.2).</summary>
/// <remarks>
/// Each side speaks once, and sees the other's words when both have spoken or the window is over: nobody can answer a
/// bad rating with another.
/// </remarks>
public static partial class Order
{
    /// <summary>Until when feedback can be left; null when it cannot be (yet, or at all).</summary>
    public static DateTimeOffset? FeedbackUntil(State order, Policy policy) => order switch
    {
        { PaidAt: null } or { ClosedBecause: CloseReason.DisputeFullRefund } => null,
        { Status: Status.Completed or Status.Finished } => order.CompletedAt + policy.FeedbackWindow,
        { Status: Status.Closed } => order.ClosedAt + policy.FeedbackWindow,
        _ => null,
    };

    /// <summary>What the other side has said, once this side may see it.</summary>
    public static Feedback? FeedbackSeenBy(State order, Side side, Policy policy, DateTimeOffset now)
    {
        var (own, others) = side == Side.Buyer
            ? (order.BuyerFeedback, order.SellerFeedback)
            : (order.SellerFeedback, order.BuyerFeedback);
        return side == Side.Operator || own is not null || now >= FeedbackUntil(order, policy) ? others : null;
    }

    private static Decision<Event> OnFeedback(
        State order, Command.LeaveFeedback feedback, Policy policy, DateTimeOffset now)
    {
        var said = feedback.By == Side.Buyer ? order.BuyerFeedback : order.SellerFeedback;
        if (said is not null)
        {
            return said.Ratings == feedback.Ratings && said.Text == feedback.Text
                ? Decision.AlreadyDone
                : Rejection.FeedbackGiven;
        }

        if (FeedbackUntil(order, policy) is not { } until) return Rejection.InvalidTransition;
        if (now >= until) return Rejection.WindowClosed;
        var ratings = feedback.Ratings;
        var isComplete = feedback.By == Side.Buyer
            ? IsStars(ratings.Described) && IsStars(ratings.Communication) && IsStars(ratings.Shipping)
            : ratings is { Described: null, Shipping: null } && IsStars(ratings.Communication);
        return isComplete
            ? new Event.FeedbackLeft(feedback.By, new(ratings, feedback.Text, now))
            : Rejection.RatingInvalid;
    }

    private static bool IsStars(int? stars) => stars is >= 1 and <= 5;
}
