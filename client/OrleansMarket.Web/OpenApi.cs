using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansMarket.Web;

/// <summary>
/// The API's description in OpenAPI 3.1, made of the same <see cref="Operation"/>s that the routes run by.
/// </summary>
internal static class OpenApi
{
    /// <summary>Where it is.</summary>
    public const string Path = "/openapi/v1.json";

    /// <summary>The security scheme.</summary>
    public const string Scheme = "bearer";

    private const string Document = "v1";

    private const string About = """
        An order system of a marketplace: carts, checkouts over several sellers, payments into escrow, parcels, payouts.

        **Money** is `{"amount": 1828, "currency": "USD"}` in minor units. **Instants** are RFC 3339 in UTC. **Ids** are
        opaque and sort by time. **Pages** are `{"items": [...], "has_more": true, "next_cursor": "…"}`.

        **Errors** are `application/problem+json` (RFC 9457). `code` is stable, `detail` says what to do, `errors` names
        fields; every code has a page below [/problems](/problems).

        **Idempotency**: send `Idempotency-Key` with a fresh random value on a POST, and the same value when you repeat
        it. The first answer is kept and repeated word for word, with `Idempotent-Replayed: true`. The same key with
        another body is a 422. Answers with `retry_after`, 412 and 5xx are not kept.

        **Concurrency**: the `ETag` of an order is its version. Send it as `If-Match` to act only on what you have seen,
        and as `If-None-Match` to poll cheaply.
        """;

    /// <summary>Adds the description.</summary>
    public static void AddMarketOpenApi(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = type =>
            OpenApiOptions.CreateDefaultSchemaReferenceId(type) is null ? null : NameOf(type.Type);
        options.AddDocumentTransformer((document, _, _) => Complete(document));
        options.AddOperationTransformer((operation, context, _) => Complete(operation, context));
        options.AddSchemaTransformer((schema, context, _) => Complete(schema, context.JsonTypeInfo));
    });

    /// <summary>Adds its route. The document is made once: it cannot change while the process lives.</summary>
    public static void Map(WebApplication app)
    {
        var text = new Lazy<Task<byte[]>>(() => Write(app.Services));
        app.MapMethods(Path, ["GET", "HEAD"], async http =>
        {
            var bytes = await text.Value;
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = bytes.Length;
            http.Response.Headers.CacheControl = "no-cache";
            if (HttpMethods.IsGet(http.Request.Method))
                await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
        }).AllowAnonymous();
    }

    private static async Task<byte[]> Write(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document);
        var document = await provider.GetOpenApiDocumentAsync();
        using var stream = new MemoryStream();
        await document.SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return stream.ToArray();
    }

    /// <summary>Nested types are called by both names: <c>Order.Status</c> is <c>OrderStatus</c>.</summary>
    private static string NameOf(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.DeclaringType is { } outer ? outer.Name + type.Name : type.Name;
    }

    private static Task Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "OrleansMarket", Version = "1", Description = About };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Scheme,
            BearerFormat = "JWT",
            Description = "A token: of POST /v1/sign-in in a simulation market, of the market's OpenID Connect issuer "
                + "elsewhere.",
        };
        foreach (var (name, schema) in document.Components.Schemas ?? new Dictionary<string, IOpenApiSchema>())
            if (schema is OpenApiSchema own) Tidy(name, own);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Enums are texts, of which <c>none</c> is never shown but for money; what may be absent is never null.
    /// </summary>
    private static void Tidy(string name, OpenApiSchema schema)
    {
        if (schema.Enum is { Count: > 0 } words)
        {
            var showsNone = name == NameOf(typeof(Domain.Order.EscrowStatus));
            schema.Type = JsonSchemaType.String;
            schema.Enum =
                [.. words.Where(word => word?.GetValue<string>() is { } text && (showsNone || text != "none"))];
        }

        foreach (var (field, value) in schema.Properties?.ToArray() ?? [])
            if (value.OneOf is [{ Type: JsonSchemaType.Null }, var real]) schema.Properties![field] = real;
    }

    private static Task Complete(OpenApiOperation shown, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().FirstOrDefault() is not { } operation) return Task.CompletedTask;
        shown.OperationId = operation.Id;
        shown.Summary = operation.Summary;
        shown.Description = AboutOf(operation);
        shown.Tags = new HashSet<OpenApiTagReference> { new(operation.Tag, context.Document) };
        shown.Parameters = [.. ParametersOf(context.Description.RelativePath!, operation)];
        if (operation.For.Count > 0)
            shown.Security = [new() { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (shown.RequestBody is OpenApiRequestBody body)
        {
            body.Required = !operation.IsBodyOptional;
            if (operation.BodyExample is { } example) SetExample(body.Content, example);
        }

        foreach (var (status, response) in shown.Responses ?? [])
        {
            if (response is not OpenApiResponse answer) continue;
            if (status == "304") answer.Description = "Nothing has changed.";
            else if (status[0] == '2') CompleteAnswer(answer, operation);
            else CompleteProblem(answer, status, operation);
        }

        return Task.CompletedTask;
    }

    private static string AboutOf(Operation operation)
    {
        var roles = operation.For.Count is 0 or 4
            ? ""
            : $"For the role {string.Join(" or ", operation.For.Select(Words.Of))}. ";
        return (roles + operation.About).Trim();
    }

    private static IEnumerable<IOpenApiParameter> ParametersOf(string path, Operation operation)
    {
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
            yield return Parameter(part[1..^1], ParameterLocation.Path, $"The {part[1..^1]}.", isRequired: true);
        foreach (var query in operation.Query)
            yield return Parameter(query.Name, ParameterLocation.Query, query.About, isNumber: query.IsNumber);
        if (operation.Key != KeyUse.None)
        {
            yield return Parameter(Idempotency.Header, ParameterLocation.Header,
                "A fresh random value of 1 to 255 printable ASCII characters; the same value for a repetition.",
                operation.Key == KeyUse.Obligatory);
        }

        if (operation.IsConditional)
        {
            yield return Parameter("If-Match", ParameterLocation.Header,
                "An ETag of the order or of its dispute: act only if nothing has changed since.",
                operation.NeedsVersion);
        }

        if (operation.HasETag)
        {
            yield return Parameter("If-None-Match", ParameterLocation.Header,
                "An ETag: answer 304 if nothing has changed.");
        }
    }

    private static OpenApiParameter Parameter(
        string name, ParameterLocation place, string about, bool isRequired = false, bool isNumber = false) => new()
        {
            Name = name,
            In = place,
            Description = about,
            Required = isRequired,
            Schema = new OpenApiSchema { Type = isNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
        };

    private static void CompleteAnswer(OpenApiResponse answer, Operation operation)
    {
        answer.Description = operation.AnswerIs + ".";
        if (operation.AnswerExample is { } example) SetExample(answer.Content, example);
        answer.Headers = new Dictionary<string, IOpenApiHeader>();
        if (operation.HasETag) answer.Headers["ETag"] = Header("The state, to be sent as If-Match or If-None-Match.");
        if (operation.MadeAt is not null) answer.Headers["Location"] = Header("Where the thing that was made is.");
        if (operation.Key != KeyUse.None)
            answer.Headers["Idempotent-Replayed"] = Header("true when this was answered before.");
        if (operation.Query.Any(query => query.Name == "cursor"))
            answer.Headers["Link"] = Header("The next page, rel=\"next\".");
    }

    private static void CompleteProblem(OpenApiResponse answer, string status, Operation operation)
    {
        var kinds = ApiDescriptions.KindsOf(operation)
            .Where(kind => $"{kind.Status}" == status)
            .DistinctBy(kind => kind.Code)
            .Select(kind => $"- [`{kind.Code}`](/problems/{kind.Code}): {kind.Title}.");
        answer.Description = string.Join("\n", kinds);
    }

    private static OpenApiHeader Header(string about) =>
        new() { Description = about, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, string example)
    {
        foreach (var media in content?.Values ?? []) media.Example = JsonNode.Parse(example);
    }

    /// <summary>What may be absent is not required, and never null: nulls are not written.</summary>
    private static Task Complete(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return Task.CompletedTask;
        foreach (var property in type.Properties)
        {
            if (Shape.IsRequired(property)) continue;
            schema.Required?.Remove(property.Name);
            if (schema.Properties is { } fields && fields.TryGetValue(property.Name, out var field)
                && field is OpenApiSchema { Type: { } kind } optional) optional.Type = kind & ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}
