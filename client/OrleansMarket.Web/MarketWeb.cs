using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>The HTTP API of the market, to be put into a host: beside a silo, or as a process of its own.</summary>
public static class MarketWeb
{
    /// <summary>
    /// Adds what the API needs. The host brings the cluster (<see cref="IGrainFactory"/>) and, so that ids follow the
    /// market's clock, an <see cref="IdGenerator"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The options make no sense; the message says what to change.</exception>
    public static IServiceCollection AddMarketWeb(this IServiceCollection services, WebOptions options)
    {
        if (options.Problem() is { } problem) throw new ArgumentException(problem, nameof(options));
        services.AddSingleton(options);
        services.TryAddSingleton(new IdGenerator(TimeProvider.System));
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        services.AddMarketAuth(options);
        if (options.Limit is { } limit) services.AddMarketLimits(limit);
        services.ConfigureHttpJsonOptions(json => MarketJson.ApplyTo(json.SerializerOptions));
        services.AddSingleton<LiveHub>();
        services.AddMarketOpenApi();
        services.AddSingleton<IApiDescriptionProvider, ApiDescriptions>();
        return services;
    }

    /// <summary>Adds the API's middleware and routes, its description, its reference and its pages.</summary>
    public static WebApplication MapMarket(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<WebOptions>();
        app.UseMiddleware<Doorman>();
        app.UseRouting();
        app.UseAuthentication();
        if (options.Limit is not null) app.UseRateLimiter();
        app.UseAuthorization();

        SignInRoutes.Map(app, options);
        MeRoutes.Map(app);
        ListingRoutes.Map(app);
        CartRoutes.Map(app);
        CheckoutRoutes.Map(app);
        PaymentRoutes.Map(app, options);
        OrderListRoutes.Map(app);
        OrderRoutes.Map(app);
        CancellationRoutes.Map(app);
        DisputeRoutes.Map(app);
        OperatorOrderRoutes.Map(app);
        TrackingRoutes.Map(app);
        CampaignRoutes.Map(app);
        CouponRoutes.Map(app);
        CoinRoutes.Map(app);
        SellerRoutes.Map(app);
        ReportRoutes.Map(app);
        EventRoutes.Map(app);
        InboxRoutes.Map(app);
        OperatorRoutes.Map(app, options);
        AuditRoutes.Map(app);
        WebhookRoutes.Map(app);
        OverviewRoutes.Map(app);
        DeadLetterRoutes.Map(app);
        OpenApi.Map(app);
        Pages.Map(app);
        return app;
    }
}
