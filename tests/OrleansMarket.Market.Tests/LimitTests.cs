namespace OrleansMarket.Market.Tests;

/// <summary>One caller cannot take the market for himself.</summary>
public sealed class LimitTests : IClassFixture<LimitTests.SlowMarket>
{
    private readonly SlowMarket market;

    public LimitTests(SlowMarket market) => this.market = market;

    public sealed class SlowMarket() : MarketHost(rateLimit: "1");

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_ask_again_and_nobody_else_is()
    {
        var (hasty, calm) = (await market.As("hasty", "buyer"), await market.As("calm", "buyer"));
        var answers = new List<Answer>();
        for (var i = 0; i < 10; i++) answers.Add(await hasty.Get("/v1/me"));

        var refused = answers.First(answer => answer.Status == 429).IsProblem(429, "too_many_requests");
        Assert.InRange(int.Parse(refused["Retry-After"]!, null), 1, 10);
        Assert.Equal(refused["Retry-After"], $"{refused.Number("retry_after")}");
        (await calm.Get("/v1/me")).Is(200);
    }
}
