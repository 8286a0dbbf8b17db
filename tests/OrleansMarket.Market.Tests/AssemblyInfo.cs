using OrleansMarket.Market.Tests;

// Most tests only look at the market through its door and mind their own members and goods: they share one.
[assembly: AssemblyFixture(typeof(MarketHost))]
