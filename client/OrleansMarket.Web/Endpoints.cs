using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>
/// The way of every request: read strictly, checked wholly, claimed by its idempotency key, then handed to one function
/// that asks the grains and answers.
/// </summary>
internal static class Endpoints
{
    /// <summary>A route that only looks.</summary>
    public static void Get(
        this IEndpointRouteBuilder routes, string pattern, Func<Call, Task<Reply>> look, Operation operation) =>
        routes.Add("GET", pattern, look, operation);

    /// <summary>A route that goes on answering.</summary>
    public static void Stream(
        this IEndpointRouteBuilder routes, string pattern, Func<Call, Task> follow, Operation operation) =>
        Guard(routes.MapMethods(pattern, ["GET"], http =>
            follow(new Call(http, http.RequestServices.GetRequiredService<IGrainFactory>()))), operation);

    /// <summary>A route that removes something by its name.</summary>
    public static void Delete(
        this IEndpointRouteBuilder routes, string pattern, Func<Call, Task<Reply>> act, Operation operation) =>
        routes.Add("DELETE", pattern, act, operation);

    /// <summary>A route that removes something by its name, with a key and a version.</summary>
    public static void Delete(
        this IEndpointRouteBuilder routes, string pattern, Func<Call, EmptyRequest, Task<Reply>> act,
        Operation operation) => routes.Add("DELETE", pattern, MarketJson.Wire.EmptyRequest, act, operation);

    /// <summary>A route that sets something to what the body says.</summary>
    public static void Put<T>(
        this IEndpointRouteBuilder routes, string pattern, JsonTypeInfo<T> body, Func<Call, T, Task<Reply>> act,
        Operation operation)
        where T : class, IChecked => routes.Add("PUT", pattern, body, act, operation);

    /// <summary>A route that does something.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="pattern">Its path.</param>
    /// <param name="body">What it reads.</param>
    /// <param name="act">What it does.</param>
    /// <param name="operation">What it is.</param>
    /// <param name="check">What else can be wrong with a body; said before its idempotency key is taken.</param>
    public static void Post<T>(
        this IEndpointRouteBuilder routes, string pattern, JsonTypeInfo<T> body, Func<Call, T, Task<Reply>> act,
        Operation operation, Func<Call, T, Reply?>? check = null)
        where T : class, IChecked => routes.Add("POST", pattern, body, act, operation, check);

    private static void Add<T>(
        this IEndpointRouteBuilder routes, string method, string pattern, JsonTypeInfo<T> body,
        Func<Call, T, Task<Reply>> act, Operation operation, Func<Call, T, Reply?>? check = null)
        where T : class, IChecked
    {
        // What is removed is named by the path: a body is allowed, but none is described.
        routes.Add(method, pattern, Handle, operation with { Body = method == "DELETE" ? null : typeof(T) });

        async Task<Reply> Handle(Call call)
        {
            if (operation.Key == KeyUse.Obligatory && !Idempotency.HasKey(call))
                return call.Refuse(Problems.IdempotencyKeyMissing);
            if (CardInPath(call) is { } part) return call.RefuseCard(part);
            var read = await Body.Read(call, body, operation.IsBodyOptional);
            if ((read.Refusal ?? check?.Invoke(call, read.Value!)) is { } refusal) return refusal;
            if (operation.IsConditional)
            {
                if (!ETags.TryParseExpected(call.Http.Request.Headers.IfMatch, out var expected))
                    return call.Refuse(Problems.ValidationFailed, "If-Match", "invalid",
                        "If-Match must be the ETag of the order, for example \"7\".");
                if (operation.NeedsVersion && expected is null) return call.Refuse(Problems.PreconditionRequired);
                call.ExpectedVersion = expected;
            }

            if (operation.Key == KeyUse.None) return await act(call, read.Value!);
            var asked = JsonSerializer.SerializeToUtf8Bytes(read.Value!, body);
            return await Idempotency.Once(call, asked, () => act(call, read.Value!));
        }
    }

    private static void Add(
        this IEndpointRouteBuilder routes,
        string method,
        string pattern,
        Func<Call, Task<Reply>> answer,
        Operation operation)
    {
        var endpoint = routes.MapMethods(pattern, [method], async http =>
        {
            var reply = await answer(new Call(http, http.RequestServices.GetRequiredService<IGrainFactory>()));
            if (reply.StatusCode == 201 && operation.MadeAt is { } place && IdOf(reply.Body.Span) is { } id)
                reply = reply with { Location = place + id };
            await reply.Send(http);
        });
        Guard(endpoint, operation);
    }

    private static void Guard(IEndpointConventionBuilder endpoint, Operation operation)
    {
        endpoint.WithMetadata(operation);
        if (operation.For.Count == 0) endpoint.AllowAnonymous();
        else endpoint.RequireAuthorization(policy => policy.RequireRole(operation.For.Select(Words.Of)));
    }

    /// <summary>The part of the path that looks like a card number; what is made must not be named like one.</summary>
    private static string? CardInPath(Call call)
    {
        foreach (var (name, value) in call.Http.Request.RouteValues)
            if (value is string text && CardNumbers.IsIn(text)) return name;
        return null;
    }

    /// <summary>The id of what an answer shows: it is its first field, in a kept answer too.</summary>
    private static string? IdOf(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return reader.Read() && reader.Read() && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals("id"u8) && reader.Read() ? reader.GetString() : null;
    }
}
