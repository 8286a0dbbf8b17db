using System.Collections.Concurrent;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Paying;

namespace OrleansMarket.Grains.Tests;

/// <summary>
/// A payment provider that outlives the market, keeps its own books and is silent when the test says so.
/// </summary>
public sealed class TestGateway : IPaymentGateway
{
    private readonly ConcurrentDictionary<string, Money> charges = new();
    private readonly ConcurrentDictionary<string, Money> refunds = new();

    /// <summary>Methods whose charges are taken and not answered.</summary>
    public ConcurrentDictionary<string, bool> Silent { get; } = new();

    /// <summary>Whether refunds are not answered.</summary>
    public bool IsSilentOnRefunds { get; set; }

    /// <summary>How much it has: all charges less all refunds, in minor units.</summary>
    public long Balance => charges.Values.Sum(charge => charge.Minor) - refunds.Values.Sum(refund => refund.Minor);

    /// <summary>How many charges it has taken.</summary>
    public int Charges => charges.Count;

    public bool Knows(string method) => true;

    public Task<Charge> Charge(string key, Money amount, string method)
    {
        Assert.Equal(amount, charges.GetOrAdd(key, amount));
        return Silent.ContainsKey(method)
            ? throw new TimeoutException("The payment provider does not answer.")
            : Task.FromResult(Paying.Charge.Captured);
    }

    public Task Refund(string key, string payment, Money amount)
    {
        Assert.True(charges.ContainsKey(payment), $"{key} pays back {payment}, which was never charged.");
        if (IsSilentOnRefunds) throw new TimeoutException("The payment provider does not answer.");
        Assert.Equal(amount, refunds.GetOrAdd(key, amount));
        return Task.CompletedTask;
    }
}
