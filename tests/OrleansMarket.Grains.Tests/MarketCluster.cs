using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.TestingHost;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Journal;

namespace OrleansMarket.Grains.Tests;

/// <summary>A market on one silo and a store in memory, with a clock that only the test moves.</summary>
public sealed class MarketCluster : IAsyncDisposable
{
    public static readonly Address Home = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");

    private readonly InProcessTestCluster cluster;

    private MarketCluster(InProcessTestCluster cluster, IJournalStore store, FakeTimeProvider clock) =>
        (this.cluster, Store, Clock) = (cluster, store, clock);

    public IJournalStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public IGrainFactory Grains => cluster.Client;

    public IServiceProvider Silo => cluster.Silos[0].ServiceProvider;

    public IdGenerator Ids => Silo.GetRequiredService<IdGenerator>();

    /// <summary>Starts a market; on a store that another one has left, it carries on.</summary>
    public static async Task<MarketCluster> Start(
        Policy? policy = null, IJournalStore? store = null, FakeTimeProvider? clock = null, Action<IServiceCollection>? services = null)
    {
        store ??= new MemoryStore(8);
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton(store);
            services?.Invoke(silo.Services);
            silo.AddMarket(new MarketOptions { Policy = policy ?? Policy.FlashSale, Clock = clock });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new MarketCluster(cluster, store, clock);
    }

    /// <summary>Moves the market's time; answers when every deadline on the way has been carried out.</summary>
    public async Task Pass(TimeSpan time)
    {
        var answer = await Grains.Clock().Advance(time);
        Assert.Null(answer.Why);
    }

    /// <summary>Lists a SKU and stocks it.</summary>
    public async Task List(string sku, string seller, long cents, int units)
    {
        var shipping = new Listing.ShippingMethod("standard", "Standard", Money.Usd(300), 20);
        Assert.True((await Grains.Listing(sku).Put(new(sku, seller, seller, $"A {sku}", Money.Usd(cents), [shipping]))).IsDone);
        if (units > 0) Assert.True((await Grains.Stock(sku).Receive("opening", units)).IsDone);
    }

    /// <summary>Puts SKUs into a cart and orders them.</summary>
    public async Task<CheckoutView> CheckOut(string buyer, params string[] skus)
    {
        foreach (var sku in skus) Assert.True((await Grains.Cart(buyer).Put(sku, 1, null)).IsDone);
        var answer = await Grains.Cart(buyer).CheckOut(Ids.New(Contracts.Ids.Checkout), new(skus, Home, [], null));
        return answer.Value ?? throw new InvalidOperationException($"Refused: {answer.Why} {answer.Subject}");
    }

    /// <summary>Pays orders.</summary>
    public Task<PaymentView> Pay(string buyer, string method, params string[] orders) =>
        Grains.Payment(Ids.New(Contracts.Ids.Payment)).Pay(buyer, orders, method);

    public async Task<OrderView> Order(string id) =>
        await Grains.Order(id).View(new Caller("", Role.Operator)) ?? throw new InvalidOperationException($"No order {id}");

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
