using OpenTelemetry.Metrics;

namespace OrleansMarket.Silo;

/// <summary>What the process measures, for Prometheus.</summary>
/// <remarks>No label names a member, an order or a path with an id: whoever reaches the port may read it.</remarks>
internal static class Metrics
{
    /// <summary>The market, its journal, Orleans, HTTP by route, and the runtime.</summary>
    private static readonly string[] Meters =
    [
        "OrleansMarket", "OrleansMarket.Journal", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    /// <summary>Has everything measured.</summary>
    public static void AddMarketMetrics(this IServiceCollection services) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());

    /// <summary>Adds the route.</summary>
    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");
}
