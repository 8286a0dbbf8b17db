using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>What the API says of itself is complete and true.</summary>
public sealed partial class DescriptionTests
{
    private static readonly string[] Routes =
    [
        "POST /v1/sign-in", "GET /v1/me", "POST /v1/me/deactivation", "DELETE /v1/me/deactivation",
        "GET /v1/sellers/{id}", "POST /v1/sellers/{id}/reports", "GET /v1/operator/reports",
        "POST /v1/operator/reports/{id}/confirm", "POST /v1/operator/reports/{id}/dismiss",
        "POST /v1/operator/sellers/{id}/reopen", "GET /v1/listings", "GET /v1/listings/{sku}", "PUT /v1/listings/{sku}",
        "POST /v1/listings/{sku}/stock", "GET /v1/cart", "PUT /v1/cart/lines/{sku}", "DELETE /v1/cart/lines/{sku}",
        "POST /v1/checkouts/quote", "POST /v1/checkouts", "GET /v1/checkouts/{id}", "POST /v1/payments",
        "GET /v1/payments/{id}", "GET /v1/refunds/{id}", "GET /v1/orders", "GET /v1/orders/counts",
        "GET /v1/orders/{id}", "GET /v1/orders/{id}/history",
        "POST /v1/orders/{id}/cancellation-requests", "POST /v1/orders/{id}/cancellation-requests/accept",
        "POST /v1/orders/{id}/cancellation-requests/reject", "POST /v1/orders/{id}/cancellation-requests/withdraw",
        "POST /v1/orders/{id}/seller-cancellation", "POST /v1/orders/{id}/extensions",
        "POST /v1/orders/{id}/price-adjustments", "POST /v1/orders/{id}/feedback", "POST /v1/orders/{id}/disputes",
        "GET /v1/disputes/{id}", "POST /v1/disputes/{id}/accept", "POST /v1/disputes/{id}/counter",
        "POST /v1/disputes/{id}/accept-counter", "POST /v1/disputes/{id}/modify", "POST /v1/disputes/{id}/escalate",
        "POST /v1/disputes/{id}/withdraw", "POST /v1/disputes/{id}/judge", "POST /v1/disputes/{id}/evidence",
        "PUT /v1/disputes/{id}/evidence/{evidence}", "DELETE /v1/disputes/{id}/evidence/{evidence}",
        "POST /v1/disputes/{id}/return-shipped", "POST /v1/disputes/{id}/return-received",
        "POST /v1/disputes/{id}/contest-return", "POST /v1/operator/orders/{id}/freeze",
        "POST /v1/operator/orders/{id}/thaw", "POST /v1/operator/orders/{id}/charge-back",
        "GET /v1/orders/{id}/proof", "POST /v1/orders/{id}/cancel", "POST /v1/orders/{id}/shipments",
        "POST /v1/orders/{id}/receipt", "POST /v1/tracking-events", "POST /v1/campaigns",
        "GET /v1/campaigns/{id}", "POST /v1/campaigns/{id}/claims", "POST /v1/campaigns/{id}/activate",
        "POST /v1/campaigns/{id}/pause", "POST /v1/campaigns/{id}/end", "POST /v1/campaigns/{id}/revoke",
        "GET /v1/coupons", "GET /v1/coupons/{id}", "GET /v1/coins", "POST /v1/coins/check-in",
        "POST /v1/operator/members/{member}/compensations",
        "GET /v1/sellers/{id}/account", "GET /v1/sellers/{id}/sales", "POST /v1/sellers/{id}/payouts",
        "POST /v1/operator/orders/{id}/risk",
        "GET /v1/operator/ledger/trial-balance", "GET /v1/operator/audit", "POST /v1/operator/audit",
        "GET /v1/operator/overview",
        "GET /v1/operator/dead-letters", "POST /v1/operator/dead-letters/{id}/redeliver",
        "GET /v1/operator/clock", "POST /v1/operator/clock/advance",
        "GET /v1/events", "GET /v1/events/stream", "GET /v1/inbox", "POST /v1/inbox/read",
        "POST /v1/webhook-endpoints", "GET /v1/webhook-endpoints", "GET /v1/webhook-endpoints/{id}",
        "DELETE /v1/webhook-endpoints/{id}", "POST /v1/webhook-endpoints/{id}/rotate-secret",
        "POST /v1/webhook-endpoints/{id}/enable", "POST /v1/webhook-endpoints/{id}/redeliver",
        "GET /v1/webhook-endpoints/{id}/deliveries", "GET /v1/operator/webhook-endpoints",
    ];

    [Fact]
    public async Task The_description_lists_every_route()
    {
        await using var web = await WebOnItsOwn.Start();
        var document = (await new Api(web.Address, null).Get("/openapi/v1.json")).Is(200).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString());
        var described = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation =>
                $"{operation.Name.ToUpperInvariant()} {path.Name}"))
            .ToArray();
        Assert.Equal(Routes.Order(), described.Order());

        var mapped = web.Routes.Where(IsOfTheApi).Select(route =>
            $"{route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]} {route.RoutePattern.RawText}");
        Assert.Equal(Routes.Order(), mapped.Order());
    }

    [Fact]
    public async Task Every_reference_of_the_description_leads_somewhere_and_every_problem_has_its_page()
    {
        await using var web = await WebOnItsOwn.Start();
        var api = new Api(web.Address, null);
        var text = (await api.Get("/openapi/v1.json")).Is(200).Body;
        var schemas = JsonSerializer.Deserialize<JsonElement>(text).GetProperty("components").GetProperty("schemas");
        foreach (var name in References().Matches(text).Select(match => match.Groups[1].Value).Distinct())
            Assert.True(schemas.TryGetProperty(name, out _), name);
        foreach (var path in ProblemPages().Matches(text).Select(match => match.Value).Distinct())
            Assert.StartsWith("text/html", (await api.Get(path)).Is(200)["Content-Type"]);
        foreach (var kind in Problems.All)
            Assert.Contains(kind.Code, (await api.Get($"/problems/{kind.Code}")).Is(200).Body);
        (await api.Get("/problems/no_such_problem")).IsProblem(404, "not_found");
    }

    [Fact]
    public async Task Every_example_is_what_the_route_takes_and_answers()
    {
        await using var web = await WebOnItsOwn.Start();
        foreach (var operation in Operations(web))
        {
            var errors = new Errors();
            if (operation.BodyExample is { } body && Fits(body, operation.Body!, errors) is { } asked)
                ((IChecked)asked.Deserialize(MarketJson.Wire.GetTypeInfo(operation.Body!)!)!).Check(errors);
            if (operation.AnswerExample is { } answer) Fits(answer, operation.Answer, errors);
            Assert.True(errors.IsEmpty, $"{operation.Id}: {string.Join(' ', errors.Found)}");
        }

        static JsonElement? Fits(string example, Type type, Errors errors)
        {
            var element = JsonSerializer.Deserialize<JsonElement>(example);
            Assert.Null(CardNumbers.FieldIn(element));
            Shape.Check(element, MarketJson.Wire.GetTypeInfo(type)!, "", errors);
            return errors.IsEmpty ? element : null;
        }
    }

    [Fact]
    public async Task Only_signing_in_and_pages_are_open_to_anybody()
    {
        await using var web = await WebOnItsOwn.Start();
        var open = web.Routes.Where(IsOfTheApi).Where(route => route.Metadata.GetMetadata<AuthorizationPolicy>() is null
            || route.Metadata.GetMetadata<IAllowAnonymous>() is not null);
        Assert.Equal(["/v1/sign-in"], open.Select(route => route.RoutePattern.RawText));
    }

    [Fact]
    public async Task Operations_have_names_of_their_own_and_say_what_they_do()
    {
        await using var web = await WebOnItsOwn.Start();
        var operations = Operations(web).ToArray();
        Assert.Equal(operations.Length, operations.DistinctBy(operation => operation.Id).Count());
        Assert.All(operations, operation =>
            Assert.DoesNotContain("", (string[])[operation.Id, operation.Summary, operation.AnswerIs, operation.Tag]));
    }

    [Fact]
    public async Task The_pages_need_nothing_from_elsewhere()
    {
        await using var web = await WebOnItsOwn.Start();
        var api = new Api(web.Address, null);
        foreach (var path in new[] { "/", "/problems", "/problems/sold_out", "/docs/" })
        {
            var page = (await api.Get(path)).Is(200);
            Assert.StartsWith("text/html", page["Content-Type"]);
            Assert.StartsWith("default-src 'self'", page["Content-Security-Policy"]);
            Assert.All(Addresses().Matches(page.Body), match => Assert.DoesNotContain("//", match.Groups[1].Value));
            foreach (var local in Addresses().Matches(page.Body).Select(match => match.Groups[1].Value).Distinct())
            {
                var linked = new Uri(new Uri(web.Address, path), local).AbsolutePath;
                Assert.Contains((await api.Get(linked)).Status, (int[])[200, 302]);
            }
        }

        var reference = (await api.Get("/docs/")).Body;
        Assert.DoesNotMatch("https?://", reference);
        Assert.Contains("openapi/v1.json", reference);
        Assert.True((await api.Get("/docs/scalar.js")).Is(200).Body.Length > 100_000);
        Assert.Contains("nonce-", (await api.Get("/docs/"))["Content-Security-Policy"]);
    }

    private static bool IsOfTheApi(RouteEndpoint route) =>
        route.RoutePattern.RawText!.StartsWith("/v1/", StringComparison.Ordinal);

    private static IEnumerable<Operation> Operations(WebOnItsOwn web) =>
        web.Routes.Select(route => route.Metadata.GetMetadata<Operation>()).OfType<Operation>();

    [GeneratedRegex("#/components/schemas/([^\"]+)")]
    private static partial Regex References();

    [GeneratedRegex("/problems/[a-z_]+")]
    private static partial Regex ProblemPages();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Addresses();
}
