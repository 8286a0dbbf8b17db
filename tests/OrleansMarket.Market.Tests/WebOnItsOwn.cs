using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>The HTTP API without a market behind it: every question to a grain fails as the test wants.</summary>
public sealed class WebOnItsOwn : IAsyncDisposable
{
    public static readonly WebOptions Options = new()
    {
        Simulation = true,
        SigningKey = RandomNumberGenerator.GetBytes(32),
        Limit = null,
    };

    private readonly WebApplication app;

    private WebOnItsOwn(WebApplication app) => this.app = app;

    public Uri Address => new(app.Urls.First());

    public IEnumerable<RouteEndpoint> Routes =>
        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <param name="failure">How questions to grains fail.</param>
    /// <param name="grain">A grain that answers, where it is asked for.</param>
    public static async Task<WebOnItsOwn> Start(Func<Exception>? failure = null, IGrain? grain = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMarketWeb(Options);
        builder.Services.AddSingleton(_ =>
        {
            var grains = DispatchProxy.Create<IGrainFactory, Failing>();
            ((Failing)(object)grains).Failure =
                failure ?? (() => new NotSupportedException("There is no market here."));
            ((Failing)(object)grains).Grain = grain;
            return grains;
        });
        var app = builder.Build();
        app.MapMarket();
        await app.StartAsync();
        return new WebOnItsOwn(app);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public class Failing : DispatchProxy
    {
        public Func<Exception> Failure { get; set; } = null!;

        public IGrain? Grain { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            Grain is not null && targetMethod!.ReturnType.IsInstanceOfType(Grain) ? Grain : throw Failure();
    }
}
