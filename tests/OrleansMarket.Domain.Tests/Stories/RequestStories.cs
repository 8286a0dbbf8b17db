using static OrleansMarket.Domain.Request;

namespace OrleansMarket.Domain.Tests;

public sealed class RequestStories
{
    private static readonly Event.Claimed Claimed = new("digest", "chk_1");
    private static readonly Reply Reply = new(201, """{"id":"chk_1"}""");

    [Fact]
    public void I12_The_first_request_fixes_what_it_makes() => Given()
        .When(new Command.Claim("digest", "chk_1")).Then(Claimed)
        .When(new Command.Claim("digest", "chk_2")).ThenAlreadyDone()
        .ThenItIs("chk_1", request => request.Subject);

    [Fact]
    public void I12_Another_request_under_the_same_key_is_refused() => Given(Claimed)
        .When(new Command.Claim("another digest", "chk_2")).Then(Rejection.IdempotencyKeyReused);

    [Fact]
    public void I12_The_first_answer_is_kept() => Given(Claimed)
        .When(new Command.Answer(Reply)).Then(new Event.Answered(Reply))
        .When(new Command.Answer(new(500, "")))
        .ThenAlreadyDone()
        .ThenItIs(Reply, request => request.Reply)
        .When(new Command.Claim("digest", "chk_3")).ThenAlreadyDone()
        .When(new Command.Claim("another digest", "chk_3")).Then(Rejection.IdempotencyKeyReused);

    [Fact]
    public void What_was_never_asked_is_not_answered() =>
        Given().When(new Command.Answer(Reply)).Then(Rejection.InvalidTransition);

    private static Story<State, Command, Event> Given(params Event[] happened) => Machines.Request.Given(happened);
}
