using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>Every "no" has a code, a status and advice; what breaks shows nothing of the inside.</summary>
public sealed class ProblemTests
{
    [Fact]
    public void Every_rejection_is_in_the_catalogue_under_its_own_name()
    {
        foreach (var why in Enum.GetValues<Rejection>())
        {
            var kind = Problems.Of(why);
            Assert.Equal(Words.Of(why.ToString()), kind.Code);
            Assert.InRange(kind.Status, 400, 422);
            Assert.Same(kind, Problems.Find(kind.Code));
        }
    }

    [Fact]
    public void Every_problem_says_what_it_means_and_what_to_do_in_whole_sentences()
    {
        Assert.All(Problems.All, kind =>
        {
            Assert.Matches("^[a-z_]+$", kind.Code);
            Assert.Matches("^[A-Z][^.]+$", kind.Title);
            Assert.Matches("^[A-Z].+\\.$", kind.Advice);
        });
        Assert.Equal(Problems.All.Count(), Problems.All.DistinctBy(kind => kind.Code).Count());
    }

    [Fact]
    public async Task What_is_broken_shows_nothing_of_the_inside()
    {
        await using var web = await WebOnItsOwn.Start(() => new InvalidOperationException("The secret is 42."));
        var answer = (await Buyer(web).Get("/v1/cart")).IsProblem(500, "internal_error");
        Assert.DoesNotContain("secret", answer.Body);
        Assert.DoesNotContain("Exception", answer.Body);
    }

    [Fact]
    public async Task What_is_only_busy_says_when_to_come_again()
    {
        Exception[] busy =
        [
            new JournalOverloadedException(), new TimeoutException(), new AggregateException(new TimeoutException()),
            new InvalidOperationException("", new JournalOverloadedException()), new GatewayTooBusyException(),
        ];
        foreach (var failure in busy)
        {
            await using var web = await WebOnItsOwn.Start(() => failure);
            var answer = (await Buyer(web).Get("/v1/cart")).IsProblem(503, "overloaded");
            Assert.Equal(("1", 1), (answer["Retry-After"], answer.Number("retry_after")));
        }
    }

    [Fact]
    public async Task A_store_that_is_away_is_not_called_busy()
    {
        Exception[] away =
        [
            new JournalUnavailableException(""), new InvalidOperationException("", new JournalUnavailableException("")),
        ];
        foreach (var failure in away)
        {
            await using var web = await WebOnItsOwn.Start(() => failure);
            var answer = (await Buyer(web).Get("/v1/cart")).IsProblem(503, "store_unavailable");
            Assert.Equal(("5", 5), (answer["Retry-After"], answer.Number("retry_after")));
        }
    }

    [Fact]
    public async Task A_token_that_has_expired_or_was_signed_by_somebody_else_is_refused()
    {
        await using var web = await WebOnItsOwn.Start();
        var past = new Then(TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(1));
        var expired = Auth.Sign(WebOnItsOwn.Options, new Caller("ada", Role.Buyer), past).Token;
        var refused = (await new Api(web.Address, expired).Get("/v1/me")).IsProblem(401, "unauthorized");
        Assert.Contains("expired", refused.Text("detail"));
        Assert.Contains("invalid_token", refused["WWW-Authenticate"]);

        var stranger = WebOnItsOwn.Options with { SigningKey = new byte[32] };
        var forged = Auth.Sign(stranger, new Caller("ada", Role.Operator), TimeProvider.System).Token;
        (await new Api(web.Address, forged).Get("/v1/me")).IsProblem(401, "unauthorized");
        var nobody = Auth.Sign(WebOnItsOwn.Options, new Caller("not a name", Role.Buyer), TimeProvider.System).Token;
        var nameless = (await new Api(web.Address, nobody).Get("/v1/me")).IsProblem(401, "unauthorized");
        Assert.Contains("sub", nameless.Text("detail"));
    }

    [Theory]
    [InlineData(false, 32, null, "authority")]
    [InlineData(true, 31, null, "32 bytes")]
    [InlineData(true, 32, "https://issuer.example", "authority")]
    public void Options_that_make_no_sense_say_what_to_change(bool simulation, int key, string? authority, string about)
    {
        var options = new WebOptions
        {
            Simulation = simulation,
            SigningKey = new byte[key],
            Authority = authority is null ? null : new Uri(authority),
        };
        Assert.Contains(about, options.Problem());
        Assert.Null(WebOnItsOwn.Options.Problem());
    }

    private static Api Buyer(WebOnItsOwn web) =>
        new(web.Address, Auth.Sign(WebOnItsOwn.Options, new Caller("ada", Role.Buyer), TimeProvider.System).Token);

    private sealed class Then(DateTimeOffset instant) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => instant;
    }
}
