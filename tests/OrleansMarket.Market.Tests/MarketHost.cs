using OrleansMarket.Market.Tests.Crash;

namespace OrleansMarket.Market.Tests;

/// <summary>An empty market that tests share, in a process of its own.</summary>
public class MarketHost : IAsyncLifetime
{
    private readonly MarketProcess process;

    public MarketHost()
        : this("0")
    {
    }

    /// <param name="rateLimit">How many requests a second one caller may send; 0 for no limit.</param>
    protected MarketHost(string rateLimit) =>
        process = new MarketProcess("--sample-catalogue", "false", "--rate-limit", rateLimit);

    /// <summary>Where it is.</summary>
    public Uri Address => process.Address;

    /// <summary>The folder in which it keeps everything.</summary>
    public string Data => Path.Combine(process.Folder, "data");

    /// <summary>Everything it has said.</summary>
    public string Output => process.Output;

    /// <summary>The market as somebody sees it.</summary>
    public async Task<Api> As(string member, string role) =>
        new(Address, (await AsNobody().Post("/v1/sign-in", new { member, role })).Is(200).Text("token"));

    /// <summary>The market as a buyer sees it who is not in any other test.</summary>
    public Task<Api> Buyer() => As(Shop.Name("buyer"), "buyer");

    /// <summary>The market as a seller sees it who is not in any other test.</summary>
    public Task<Api> Seller() => As(Shop.Name("seller"), "seller");

    /// <summary>The market as nobody in particular sees it.</summary>
    public Api AsNobody() => new(Address, null);

    public async ValueTask InitializeAsync() => await process.Start();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await process.DisposeAsync();
    }
}
