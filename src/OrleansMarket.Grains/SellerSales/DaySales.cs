using System.Globalization;
using System.Text;

namespace OrleansMarket.Grains.SellerSales;

/// <summary>A seller's sales of one day in one partition, by currency.</summary>
internal sealed class DaySales
{
    private readonly SortedDictionary<string, SalesFigures> figures = new(StringComparer.Ordinal);

    /// <summary>The figures of each currency.</summary>
    public IReadOnlyDictionary<string, SalesFigures> Figures => figures;

    /// <summary>As it was written down; nothing for none.</summary>
    public static DaySales Read(ReadOnlySpan<byte> body)
    {
        var read = new DaySales();
        foreach (var line in Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ');
            read.figures[words[0]] = new(
                Number(words[1]), Number(words[2]), Number(words[3]), Number(words[4]), Number(words[5]),
                Number(words[6]));
        }

        return read;
    }

    /// <summary>There is more in a currency.</summary>
    public void Add(string currency, SalesFigures more) =>
        figures[currency] = figures.GetValueOrDefault(currency) + more;

    /// <summary>As it is written down: a currency and its figures in each line.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder(48);
        foreach (var (currency, (orders, gross, refunded, commission, released, takenBack)) in figures)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{currency} {orders} {gross} {refunded} {commission} {released} {takenBack}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
