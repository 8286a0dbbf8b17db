using System.Collections.Concurrent;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;
using OrleansMarket.Grains.Running;

namespace OrleansMarket.Grains.Shopping;

/// <summary>
/// What this silo knows to be sold out, so that a crowd which comes too late is told so without asking the one grain
/// that everybody wants (DOMAIN.md §2.7).
/// </summary>
/// <remarks>
/// A notice says how many units there are at most, and only for <see cref="Lifetime"/>: nobody is turned away because
/// of what has been wrong for longer. On the silo of the stock itself the stock writes the notices, and takes them down
/// the moment that units come; elsewhere a checkout writes down what the stock has answered to it. A notice is a hint
/// in one direction: it can refuse, it can never sell.
/// </remarks>
internal sealed class SoldOutBoard(MarketTime time)
{
    /// <summary>How long a notice counts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Notice> notices = new(StringComparer.Ordinal);

    /// <summary>Whether it is known that so many units cannot be had, of the sale when there is one.</summary>
    public bool IsSoldOut(string sku, int quantity, Listing.Sale? sale) =>
        notices.TryGetValue(sku, out var notice) && time.GetUtcNow() < notice.Until
        && (quantity > notice.Available
            || (sale is not null && notice.Sale == (sale.From, sale.Quota) && quantity > notice.LeftInSale));

    /// <summary>
    /// The stock is on this silo and has looked: so many there are, and so many are left of the sale that was asked
    /// for. What it saw earlier than another notice of its own is out of date.
    /// </summary>
    public void Post(string sku, long version, int available, Listing.Sale? sale, int leftInSale)
    {
        var notice = new Notice(version, available, KeyOf(sale), leftInSale, time.GetUtcNow() + Lifetime);
        notices.AddOrUpdate(sku, notice, (_, old) =>
            old.Version is not { } seen || seen < version ? notice
            : seen > version ? old
            // Nothing has changed since a sale was asked for: what was said of it is as true as then.
            : sale is null && old.Sale is not null ? old
            : notice);
    }

    /// <summary>The stock, wherever it is, has refused so many; when it is on this silo, it knows better.</summary>
    public void Learn(string sku, int quantity, Listing.Sale? sale)
    {
        var most = quantity - 1;
        var notice = new Notice(
            null, sale is null ? most : int.MaxValue, KeyOf(sale), most, time.GetUtcNow() + Lifetime);
        notices.AddOrUpdate(sku, notice, (_, old) => old.Version is null ? notice : old);
    }

    /// <summary>The stock has left this silo.</summary>
    public void Forget(string sku) => notices.TryRemove(sku, out _);

    private static (DateTimeOffset From, int Quota)? KeyOf(Listing.Sale? sale) =>
        sale is null ? null : (sale.From, sale.Quota);

    /// <param name="Version">The stock's version that was looked at; null when it was only heard of.</param>
    /// <param name="Available">So many there are at most.</param>
    /// <param name="Sale">The sale that <paramref name="LeftInSale"/> is about.</param>
    /// <param name="LeftInSale">So many are left of it at most.</param>
    /// <param name="Until">The notice counts before then.</param>
    private sealed record Notice(
        long? Version, int Available, (DateTimeOffset From, int Quota)? Sale, int LeftInSale, DateTimeOffset Until);
}
