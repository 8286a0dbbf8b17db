using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using Scalar.AspNetCore;

namespace OrleansMarket.Web;

/// <summary>
/// What a person sees: what this is, the reference, what each problem means. Nothing comes from elsewhere.
/// </summary>
internal static class Pages
{
    private const string Strict = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FrozenDictionary<string, string> Files = new[] { "index.html", "market.css", "market.svg" }
        .ToFrozenDictionary(name => name, Read);

    /// <summary>Adds the routes.</summary>
    public static void Map(WebApplication app)
    {
        Show(app, "/", http =>
            ("text/html", Files["index.html"].Replace("{{origin}}", Origin(http), StringComparison.Ordinal)));
        Show(app, "/market.css", _ => ("text/css", Files["market.css"]));
        Show(app, "/market.svg", _ => ("image/svg+xml", Files["market.svg"]));
        Show(app, "/problems", _ => ("text/html", AllProblems()));
        Show(app, "/problems/{code}", http =>
            Problems.Find((string)http.Request.RouteValues["code"]!) is { } kind
                ? ("text/html", OneProblem(kind))
                : null);
        MapReference(app);
    }

    private static void Show(WebApplication app, string path, Func<HttpContext, (string Type, string Text)?> page) =>
        app.MapMethods(path, ["GET", "HEAD"], async http =>
        {
            if (page(http) is not { } found)
            {
                await Problem.Of(Problems.NotFound, http).ToReply().Send(http);
                return;
            }

            var bytes = Encoding.UTF8.GetBytes(found.Text);
            http.Response.Headers.ContentSecurityPolicy = Strict;
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.ContentType = $"{found.Type}; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            if (HttpMethods.IsGet(http.Request.Method))
                await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
        }).AllowAnonymous();

    /// <summary>
    /// The reference's script comes with its package. It starts itself by a script in the page, allowed by a nonce, and
    /// writes its styles into the page.
    /// </summary>
    private static void MapReference(WebApplication app)
    {
        var reference = app.MapScalarApiReference("/docs", options => options
            .WithTitle("OrleansMarket: the API")
            .WithOpenApiRoutePattern(OpenApi.Path)
            .WithNonce()
            .DisableDefaultFonts()
            .WithFavicon("/market.svg")
            .AddPreferredSecuritySchemes(OpenApi.Scheme)
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
        reference.AllowAnonymous();
        reference.Add(endpoint =>
        {
            var serve = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                http.Response.OnStarting(() =>
                {
                    var nonce = http.Items[ScalarOptions.NonceHttpContextItemKey];
                    http.Response.Headers.ContentSecurityPolicy =
                        $"{Strict}; script-src 'self'{(nonce is null ? "" : $" 'nonce-{nonce}'")}; "
                        + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:";
                    return Task.CompletedTask;
                });
                return serve(http);
            };
        });
    }

    private static string AllProblems()
    {
        var rows = Problems.All.Select(kind => $"""
            <tr><td><a href="/problems/{kind.Code}"><code>{kind.Code}</code></a></td>
            <td>{kind.Status}</td><td>{Encode(kind.Title)}</td></tr>
            """);
        return Frame("Problems", $"""
            <p>Every refusal of the API has one of these codes. They are stable: write programs against them.</p>
            <table><thead><tr><th>Code</th><th>Status</th><th>It means</th></tr></thead>
            <tbody>{string.Concat(rows)}</tbody></table>
            """);
    }

    private static string OneProblem(ProblemKind kind) => Frame(kind.Title, $"""
        <dl>
        <dt>Code</dt><dd><code>{kind.Code}</code></dd>
        <dt>HTTP status</dt><dd>{kind.Status}</dd>
        <dt>What to do</dt><dd>{Encode(kind.Advice)}</dd>
        <dt>Repeat the same request?</dt><dd>{(kind.RetryAfter is { } seconds
            ? $"Yes, after {seconds} s or what Retry-After says, with the same idempotency key."
            : kind.Status >= 500
                ? "Yes, with the same idempotency key."
                : "Not as it is: the answer would be the same.")}</dd>
        </dl>
        <p><a href="/problems">All problems</a></p>
        """);

    private static string Frame(string title, string content) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)} · OrleansMarket</title>
        <link rel="icon" href="/market.svg">
        <link rel="stylesheet" href="/market.css">
        </head>
        <body>
        <header><a href="/">OrleansMarket</a>
        <nav><a href="/docs">Reference</a><a href="/problems">Problems</a></nav></header>
        <main><h1>{Encode(title)}</h1>{content}</main>
        </body>
        </html>
        """;

    private static string Origin(HttpContext http) => Encode($"{http.Request.Scheme}://{http.Request.Host}");

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Read(string name)
    {
        using var stream = typeof(Pages).Assembly.GetManifestResourceStream($"OrleansMarket.Web.Pages.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
