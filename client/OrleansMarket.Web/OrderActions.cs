using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>What all actions on an order have in common.</summary>
internal static class OrderActions
{
    /// <summary>The group of these routes.</summary>
    public const string Tag = "Orders";

    /// <summary>An action without a body that it needs.</summary>
    public static readonly Operation Bare = new("", Tag, "")
    {
        Key = KeyUse.Welcome,
        IsConditional = true,
        IsBodyOptional = true,
        Answer = typeof(OrderResponse),
        AnswerIs = "The order after it",
        AnswerExample = OrderExample.Json,
        Refusals =
        [
            Rejection.UnknownOrder, Rejection.InvalidTransition, Rejection.OrderFrozen, Rejection.VersionMismatch,
        ],
    };

    /// <summary>An action that says something.</summary>
    public static readonly Operation Telling = Bare with { IsBodyOptional = false };

    /// <summary>The order of the path; null when that is no order's id.</summary>
    public static IOrderGrain? Find(Call call)
    {
        var id = call.Route("id");
        return Ids.IsId(id, Ids.Order) ? call.Grains.Order(id) : null;
    }

    /// <summary>Acts, and answers with the order after it.</summary>
    /// <param name="call">The request.</param>
    /// <param name="act">What it does.</param>
    /// <param name="status">The status of a good answer.</param>
    /// <param name="skus">The lines that the body names, which have to be lines of the order.</param>
    /// <param name="fieldOf">The field that a refusal is about.</param>
    public static async Task<Reply> Do(
        Call call, Func<IOrderGrain, Task<Outcome>> act, int status = 200, IReadOnlyList<string>? skus = null,
        Func<Rejection, string?>? fieldOf = null)
    {
        if (Find(call) is not { } order) return call.Refuse(Rejection.UnknownOrder);
        var outcome = await act(order);
        var view = outcome.Why == Rejection.UnknownOrder ? null : await order.View(call.Caller);
        if (view is null) return call.Refuse(Rejection.UnknownOrder);
        if (outcome.Why == Rejection.UnknownSku && skus is not null)
            return RefuseLines(call, skus, view.Lines.Select(line => line.Sku));
        return outcome.Why is { } why
            ? call.Refuse(why, outcome.Subject, fieldOf?.Invoke(why), view.AllowedActions)
            : Show(call, view, status);
    }

    /// <summary>Says which lines the order does not have.</summary>
    public static Reply RefuseLines(Call call, IReadOnlyList<string> asked, IEnumerable<string> known)
    {
        var kind = Problems.ValidationFailed;
        var errors = asked.Index().ExceptBy(known, line => line.Item).Select(line => new FieldError(
            $"lines[{line.Index}].sku", "not_in_order", "The order has no line of this SKU.", line.Item));
        return call.Refuse(kind, "The order has no such lines; see errors.", [.. errors]);
    }

    /// <summary>
    /// The order after an action. Such an answer may be kept word for word with its idempotency key, for as long as the
    /// journal lives; so it never holds an address, which has to be forgotten with its buyer.
    /// </summary>
    private static Reply Show(Call call, OrderView view, int status) => Reply.Of(
        status, OrderResponse.From(view with { ShipTo = null }, call.Caller.Role), MarketJson.Wire.OrderResponse);
}
