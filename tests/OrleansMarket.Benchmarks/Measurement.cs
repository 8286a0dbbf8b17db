using System.Globalization;
using System.Text.Json;
using HdrHistogram;

namespace OrleansMarket.Benchmarks;

/// <summary>What one mode of a benchmark came to.</summary>
internal sealed record Measurement(
    string Benchmark,
    string Mode,
    double PerSecond,
    double P50Ms,
    double P99Ms,
    double CommitsPerFlow,
    double CpuMsPerFlow,
    double BytesPerFlow)
{
    private static readonly JsonSerializerOptions Snake =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Header =>
        $"{"mode",-24}{"per second",12}{"p50 ms",10}{"p99 ms",10}{"commits",10}{"CPU ms",10}{"bytes",12}"
        + "   (the last three per flow)";

    public string ToJson() => JsonSerializer.Serialize(this, Snake);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Mode,-24}{PerSecond,12:N0}{P50Ms,10:N2}{P99Ms,10:N2}"
        + $"{CommitsPerFlow,10:N3}{CpuMsPerFlow,10:N3}{BytesPerFlow,12:N0}");
}

/// <summary>
/// Counts what happens between two moments: operations, their latencies, processor time, allocations.
/// </summary>
internal sealed class Meter(string benchmark, string mode, Func<long> commits)
{
    private readonly LongConcurrentHistogram latencies = new(1, TimeSpan.FromMinutes(1).Ticks, 3);
    private readonly TimeSpan cpuBefore = Environment.CpuUsage.TotalTime;
    private readonly long bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
    private readonly long commitsBefore = commits();
    private readonly long started = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>One operation took so long.</summary>
    public void Record(TimeSpan latency) => latencies.RecordValue(Math.Max(1, latency.Ticks));

    /// <summary>What it came to.</summary>
    public Measurement Read()
    {
        var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(started);
        var count = Math.Max(1, latencies.TotalCount);
        return new Measurement(
            benchmark, mode, latencies.TotalCount / elapsed.TotalSeconds,
            Ms(latencies.GetValueAtPercentile(50)), Ms(latencies.GetValueAtPercentile(99)),
            (commits() - commitsBefore) / (double)count,
            (Environment.CpuUsage.TotalTime - cpuBefore).TotalMilliseconds / count,
            (GC.GetTotalAllocatedBytes(precise: true) - bytesBefore) / (double)count);
    }

    private static double Ms(long ticks) => TimeSpan.FromTicks(ticks).TotalMilliseconds;
}
