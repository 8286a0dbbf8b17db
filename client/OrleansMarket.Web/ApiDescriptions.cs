using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace OrleansMarket.Web;

/// <summary>Tells the API explorer, and so OpenAPI, what each <see cref="Operation"/> reads and answers.</summary>
internal sealed class ApiDescriptions(EndpointDataSource endpoints) : IApiDescriptionProvider
{
    private const string Json = "application/json";

    /// <inheritdoc/>
    public int Order => 0;

    /// <inheritdoc/>
    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<Operation>() is { } operation)
                context.Results.Add(Describe(endpoint, operation));
    }

    /// <inheritdoc/>
    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static ApiDescription Describe(RouteEndpoint endpoint, Operation operation)
    {
        var description = new ApiDescription
        {
            HttpMethod = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0],
            RelativePath = endpoint.RoutePattern.RawText!.TrimStart('/'),
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = operation.Id,
                EndpointMetadata = [.. endpoint.Metadata],
                RouteValues = { ["controller"] = operation.Tag },
            },
        };
        Answers(description, operation.Status, operation.Answer, operation.MediaType);
        if (operation.HasETag) Answers(description, StatusCodes.Status304NotModified, typeof(void), Json);
        foreach (var status in Statuses(operation).Order())
            Answers(description, status, typeof(Problem), Problem.ContentType);
        if (operation.Body is not { } body) return description;

        description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = Json });
        description.ParameterDescriptions.Add(new ApiParameterDescription
        {
            Name = "body",
            Source = BindingSource.Body,
            Type = body,
            IsRequired = !operation.IsBodyOptional,
            ParameterDescriptor = new ParameterDescriptor { Name = "body", ParameterType = body },
        });
        return description;
    }

    /// <summary>The kinds of problems that an operation can answer with, by status.</summary>
    internal static IEnumerable<ProblemKind> KindsOf(Operation operation)
    {
        if (operation.Body is not null)
        {
            yield return Problems.ValidationFailed;
            yield return Problems.MalformedJson;
            yield return Problems.CardNumberRefused;
            yield return Problems.BodyTooLarge;
            yield return Problems.UnsupportedMediaType;
        }
        else if (operation.Query.Count > 0)
        {
            yield return Problems.ValidationFailed;
        }

        if (operation.Key == KeyUse.Obligatory) yield return Problems.IdempotencyKeyMissing;
        if (operation.Key != KeyUse.None) yield return Problems.IdempotencyKeyInvalid;
        if (operation.Key != KeyUse.None) yield return Problems.Of(Domain.Rejection.IdempotencyKeyReused);
        if (operation.NeedsVersion) yield return Problems.PreconditionRequired;
        if (operation.For.Count > 0) yield return Problems.Unauthorized;
        if (operation.For.Count is > 0 and < 4) yield return Problems.Forbidden;
        if (operation.HidesOthers) yield return Problems.NotFound;
        foreach (var kind in operation.Also) yield return kind;
        foreach (var refusal in operation.Refusals) yield return Problems.Of(refusal);
        foreach (var problem in operation.Problems) yield return problem;
        yield return Problems.TooManyRequests;
        yield return Problems.InternalError;
        yield return Problems.Overloaded;
    }

    private static IEnumerable<int> Statuses(Operation operation) =>
        KindsOf(operation).Select(kind => kind.Status).Distinct();

    private static void Answers(ApiDescription description, int status, Type type, string mediaType) =>
        description.SupportedResponseTypes.Add(new ApiResponseType
        {
            StatusCode = status,
            Type = type,
            ApiResponseFormats = type == typeof(void) ? [] : [new ApiResponseFormat { MediaType = mediaType }],
        });
}
