using System.Diagnostics.CodeAnalysis;

namespace OrleansMarket.Benchmarks;

/// <summary>What to measure and for how long.</summary>
/// <param name="Benchmark">Which benchmark.</param>
/// <param name="Seconds">How long each mode runs, after a warm-up.</param>
/// <param name="Json">A file to which one JSON object per mode is appended; null for none.</param>
/// <param name="Modes">Only these modes; empty for all.</param>
/// <param name="Buyers">How many buyers, or writers, act at the same time.</param>
/// <param name="Entries">
/// How many entries the journal has that is audited; how many deadlines wait, and a tenth of it is due at once.
/// </param>
/// <param name="Orders">How many orders are stored where there are many.</param>
internal sealed record Options(
    string Benchmark, int Seconds, string? Json, string[] Modes, int Buyers, int Entries = 1_000_000,
    int Orders = 1_000_000)
{
    /// <summary>Whether a mode is to be measured.</summary>
    public bool Wants(string mode) => Modes.Length == 0 || Modes.Contains(mode);

    public static bool TryRead(
        string[] args, ICollection<string> benchmarks, [NotNullWhen(true)] out Options? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        if (args.Length == 0 || !benchmarks.Contains(args[0]))
        {
            problem = "Name a benchmark.";
            return false;
        }

        var read = new Options(args[0], 10, null, [], 256);
        for (var i = 1; i < args.Length; i += 2)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            var number = int.TryParse(value, out var n) && n is > 0 and <= 100_000 ? n : 0;
            var entries = int.TryParse(value, out var many) && many is > 0 and <= 100_000_000 ? many : 0;
            switch (args[i])
            {
                case "--seconds" when number > 0: read = read with { Seconds = number }; break;
                case "--buyers" when number > 0: read = read with { Buyers = number }; break;
                case "--entries" when entries > 0: read = read with { Entries = entries }; break;
                case "--orders" when entries > 0: read = read with { Orders = entries }; break;
                case "--json" when value.Length > 0: read = read with { Json = value }; break;
                case "--modes" when value.Length > 0: read = read with { Modes = value.Split(',') }; break;
                default:
                    problem = $"'{args[i]} {value}' is not understood.";
                    return false;
            }
        }

        options = read;
        return true;
    }
}
