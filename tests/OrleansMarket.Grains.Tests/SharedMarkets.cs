using OrleansMarket.Domain;

namespace OrleansMarket.Grains.Tests;

/// <summary>
/// A market that the tests of a class share: each has its own SKUs and members, and time only moves forward.
/// </summary>
public abstract class SharedMarket(Policy policy) : IAsyncLifetime
{
    public MarketCluster Market { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Market = await MarketCluster.Start(policy);

    /// <summary>Whatever the tests of the class did together, the books are right.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        try
        {
            await Audit.Check(Market);
        }
        finally
        {
            await Market.DisposeAsync();
        }
    }
}

/// <summary>Fifteen minutes to pay, and payments need no verification.</summary>
public sealed class FlashSaleMarket() : SharedMarket(Policy.FlashSale);

/// <summary>The defaults: a day to pay, and a day of verification.</summary>
public sealed class ModernMarket() : SharedMarket(Policy.Modern);
