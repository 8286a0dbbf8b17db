using OrleansMarket.Contracts;
using Runner = OrleansMarket.Journal.Aggregate<
    OrleansMarket.Domain.Request.State, OrleansMarket.Domain.Request.Command, OrleansMarket.Domain.Request.Event,
    OrleansMarket.Grains.Machines.Nothing, OrleansMarket.Domain.Rejection?>;

namespace OrleansMarket.Grains.Running;

/// <summary>A request with an idempotency key. What may happen to it is decided in <see cref="Request"/>.</summary>
[GrainType("request")]
internal sealed class RequestGrain(IGrainContext context, Market market) : IRequestGrain
{
    private readonly Runner request = market.Run(context, market.Machines.Request);

    public async Task<RequestClaim> Claim(string fingerprint, string subject)
    {
        var refused = await request.Transact(new Request.Command.Claim(fingerprint, subject), creates: true);
        var now = await request.Durable();
        return new RequestClaim(refused, now.Subject!, Show(now.Reply));
    }

    public async Task<RequestReply> Answer(int statusCode, string body)
    {
        await request.Transact(new Request.Command.Answer(new(statusCode, body)));
        return Show((await request.Durable()).Reply)!;
    }

    private static RequestReply? Show(Request.Reply? reply) => reply is null ? null : new(reply.StatusCode, reply.Body);
}
