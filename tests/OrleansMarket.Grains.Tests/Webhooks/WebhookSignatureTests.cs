using OrleansMarket.Grains.Webhooks;

namespace OrleansMarket.Grains.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>The example of the Standard Webhooks specification, as its libraries test it.</summary>
    [Fact]
    public void The_example_of_the_specification_has_the_signature_of_the_specification() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
            """{"test": 2432232314}"""u8));

    [Fact]
    public void Two_secrets_give_two_signatures_with_a_space_between()
    {
        var secrets = new[] { WebhookSignature.NewSecret(), WebhookSignature.NewSecret() };
        var both = WebhookSignature.Of(secrets, "evt_1", 1, "{}"u8).Split(' ');
        Assert.Equal(secrets.Select(secret => WebhookSignature.Of([secret], "evt_1", 1, "{}"u8)), both);
        Assert.Distinct(both);
    }

    [Fact]
    public void A_secret_has_as_many_bytes_as_the_specification_asks_for() => Assert.InRange(
        Convert.FromBase64String(WebhookSignature.NewSecret()[WebhookSignature.Prefix.Length..]).Length, 24, 64);

    [Theory]
    [InlineData("order.paid", "order.paid", true)]
    [InlineData("order.*", "order.paid", true)]
    [InlineData("order.*", "orders.paid", false)]
    [InlineData("order.*", "order", false)]
    [InlineData("*", "payout.paid", true)]
    [InlineData("order.paid", "order.paid_late", false)]
    public void A_pattern_chooses_types(string pattern, string type, bool isWanted) =>
        Assert.Equal(isWanted, new WebhookDocument { Events = [pattern] }.Wants(type));
}
