using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.TestingHost;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Following;
using OrleansMarket.Grains.Notifying;
using OrleansMarket.Grains.Paying;
using OrleansMarket.Journal;
using OrleansMarket.Journal.States;
using OrleansMarket.Journal.Views;

namespace OrleansMarket.Grains.Tests;

/// <summary>A market on one silo and a store in memory, with a clock that only the test moves.</summary>
public sealed class MarketCluster : IAsyncDisposable
{
    public static readonly Address Home = new("Ada Lovelace", "12 St James's Square", "London", "SW1Y 4JH", "GB");
    public static readonly Caller Operator = new("root", Role.Operator);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Whoever carries on with a store has its keys, its views and what its grains keep.</summary>
    private static readonly ConditionalWeakTable<IJournalStore, MemoryKeyring> Keyrings = [];
    private static readonly ConditionalWeakTable<IJournalStore, MemoryViewStore> ViewStores = [];
    private static readonly ConditionalWeakTable<IJournalStore, MemoryStateStore> StateStores = [];

    private readonly InProcessTestCluster cluster;

    private MarketCluster(InProcessTestCluster cluster, IJournalStore store, FakeTimeProvider clock) =>
        (this.cluster, Store, Clock) = (cluster, store, clock);

    public IJournalStore Store { get; }

    public IViewStore Views => Silo.GetRequiredService<IViewStore>();

    public FakeTimeProvider Clock { get; }

    public IGrainFactory Grains => cluster.Client;

    public IServiceProvider Silo => cluster.Silos[0].ServiceProvider;

    public IdGenerator Ids => Silo.GetRequiredService<IdGenerator>();

    /// <summary>Starts a market; on a store that another one has left, it carries on.</summary>
    /// <param name="policy">The numbers of its rules; those of a flash sale when null.</param>
    /// <param name="store">Its store; an empty one in memory when null.</param>
    /// <param name="clock">Its clock; at the midnight of 11.11 when null.</param>
    /// <param name="gateway">Its payment provider; the simulated one when null.</param>
    /// <param name="isSimulation">Whether its time can be moved.</param>
    /// <param name="keyring">The keys of personal data; those of the store, in memory, when null.</param>
    /// <param name="views">The views; those of the store, in memory, when null.</param>
    /// <param name="configure">What else its silo has.</param>
    public static async Task<MarketCluster> Start(
        Policy? policy = null, IJournalStore? store = null, FakeTimeProvider? clock = null,
        IPaymentGateway? gateway = null, bool isSimulation = true, Action<ISiloBuilder>? configure = null,
        IKeyring? keyring = null, IViewStore? views = null)
    {
        store ??= new MemoryStore(8);
        clock ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 11, 0, 0, 0, TimeSpan.Zero));
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureClient(client =>
            client.Services.Configure<ClientMessagingOptions>(options =>
                options.ResponseTimeout = TimeSpan.FromMinutes(2)));
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton(store);
            silo.Services.AddSingleton(keyring ?? Keyrings.GetOrCreateValue(store));
            silo.Services.AddSingleton(views ?? ViewStores.GetOrCreateValue(store));
            silo.Services.AddSingleton(store as IStateStore ?? StateStores.GetOrCreateValue(store));
            if (gateway is not null) silo.Services.AddSingleton(gateway);
            Streaming.Watchers.Remove(silo);
            configure?.Invoke(silo);
            silo.AddMarket(new MarketOptions
            {
                Policy = policy ?? Policy.FlashSale,
                Clock = clock,
                IsSimulation = isSimulation,
                // A store that is made to fail need not be waited for as long as a real one.
                Journal = new JournalOptions { RetryFor = TimeSpan.FromMilliseconds(30) },
            });
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

    /// <summary>Lists a SKU, with a standard and an express delivery, and stocks it.</summary>
    /// <param name="sku">What.</param>
    /// <param name="seller">Whose.</param>
    /// <param name="minor">Its price.</param>
    /// <param name="units">How many there are.</param>
    /// <param name="currency">Its currency.</param>
    /// <param name="also">What else is offered, a sale for example.</param>
    public async Task List(
        string sku, string seller, long minor, int units, string currency = "USD",
        Func<Listing.Offer, Listing.Offer>? also = null)
    {
        var of = Currency.Parse(currency);
        Listing.ShippingMethod[] shipping =
            [new("standard", "Standard", new Money(300, of), 20), new("express", "Express", new Money(900, of), 5)];
        var offer = new Listing.Offer(sku, seller, seller, $"A {sku}", new Money(minor, of), shipping);
        Done(await Grains.Listing(sku).Put(also is null ? offer : also(offer)));
        if (units > 0) Done(await Grains.Stock(sku).Receive("opening", units));
    }

    /// <summary>Puts SKUs into a cart and orders them.</summary>
    public async Task<CheckoutView> CheckOut(string buyer, params string[] skus)
    {
        foreach (var sku in skus) Done(await Grains.Cart(buyer).Put(sku, 1, null));
        var answer = await Grains.Cart(buyer).CheckOut(Ids.New(Contracts.Ids.Checkout), new(skus, Home, [], null));
        return answer.Value ?? throw new InvalidOperationException($"Refused: {answer.Why} {answer.Subject}");
    }

    /// <summary>Orders one unit and answers with the order's id.</summary>
    public async Task<string> Place(string buyer, string sku) => Assert.Single((await CheckOut(buyer, sku)).Orders).Id;

    /// <summary>Orders and pays one unit and answers with the order's id.</summary>
    public async Task<string> PlacePaid(string buyer, string sku)
    {
        var order = await Place(buyer, sku);
        Assert.Equal(Payment.Status.Captured, (await Pay(buyer, "tok_ok", order)).Status);
        return order;
    }

    /// <summary>Pays orders.</summary>
    public Task<PaymentView> Pay(string buyer, string method, params string[] orders) =>
        Grains.Payment(Ids.New(Contracts.Ids.Payment)).Pay(buyer, orders, method);

    /// <summary>Its seller ships an order.</summary>
    public async Task Ship(string order, string tracking) => Done(await Grains.Parcel(tracking)
        .Dispatch(new((await Order(order)).Seller, Role.Seller), order, "yunexpress", null, null));

    /// <summary>The carrier reports the delivery.</summary>
    public async Task Deliver(string tracking) =>
        Done(await Grains.Parcel(tracking).Record("scan-delivered", Parcel.ScanKind.Delivered, Clock.GetUtcNow()));

    /// <summary>Its buyer confirms the receipt, scan or no scan.</summary>
    public async Task Confirm(string order) => Done(await Grains.Order(order)
        .ConfirmReceipt(new((await Order(order)).Buyer, Role.Buyer), withoutScan: true, null));

    public async Task<OrderView> Order(string id) =>
        await Grains.Order(id).View(Operator) ?? throw new InvalidOperationException($"No order {id}");

    public async Task<PaymentView> PaymentOf(string id) =>
        await Grains.Payment(id).View(Operator) ?? throw new InvalidOperationException($"No payment {id}");

    /// <summary>Has the notifiers take in everything that is durable.</summary>
    public Task Follow() => Task.WhenAll(Enumerable.Range(0, Store.Partitions)
        .Select(partition => Grains.Follower(FeedProjection.View, partition).Reach(long.MaxValue, Patience)));

    /// <summary>Waits for what comes by itself, without the market's time passing.</summary>
    public static async Task Eventually(Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "It does not come.");
            await Task.Delay(5);
        }
    }

    public static void Done(Outcome outcome) => Assert.Equal(Outcome.Done, outcome);

    /// <summary>What an answer says, to compare answers that hold lists.</summary>
    public static string Said<T>(T answer) => JsonSerializer.Serialize(answer);

    public async ValueTask DisposeAsync() => await cluster.DisposeAsync();
}
