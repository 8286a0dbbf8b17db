using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>Coins: looking at them, and getting some for looking in.</summary>
internal static class CoinRoutes
{
    private const string Tag = "Coins";

    private const string Example = """
        {"balance": 105, "locked": 20, "next_lapse": "2027-11-11T00:00:00.000Z",
         "checked_in_at": "2026-11-11T00:00:00.000Z",
         "movements": [{"at": "2026-11-11T00:00:00.000Z", "kind": "checked_in", "count": 5}]}
        """;

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.Get("/v1/coins", Get, new Operation("getCoins", Tag, "Show the buyer's coins")
        {
            About = "100 coins take 1.00 off, up to a tenth of the goods after coupons. They are earned by checking in "
                + "and by orders that are finished, and lapse after a year.",
            For = Roles.Buyer,
            Answer = typeof(CoinsResponse),
            AnswerIs = "The coins",
            AnswerExample = Example,
        });
        routes.Post("/v1/coins/check-in", MarketJson.Wire.EmptyRequest, CheckIn,
            new Operation("checkIn", Tag, "Check in, and get some coins")
            {
                About = "Once a day, in UTC; more often does nothing.",
                For = Roles.Buyer,
                IsBodyOptional = true,
                Answer = typeof(CoinsResponse),
                AnswerIs = "The coins after it",
                AnswerExample = Example,
            });
    }

    private static async Task<Reply> Get(Call call) => Show(await call.Grains.Coins(call.Caller.Member).View());

    private static async Task<Reply> CheckIn(Call call, EmptyRequest body)
    {
        var coins = call.Grains.Coins(call.Caller.Member);
        var outcome = await coins.CheckIn();
        return outcome.Why is { } why ? call.Refuse(why) : Show(await coins.View());
    }

    private static Reply Show(CoinsView coins) => Reply.Ok(CoinsResponse.From(coins), MarketJson.Wire.CoinsResponse);
}
