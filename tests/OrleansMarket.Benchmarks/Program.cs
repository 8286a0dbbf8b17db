using OrleansMarket.Benchmarks;

var benchmarks = new Dictionary<string, Func<Options, IAsyncEnumerable<Measurement>>>
{
    ["journal"] = JournalBenchmark.Run,
    ["hot-sku"] = HotSkuBenchmark.Run,
    ["flows"] = FlowBenchmark.Run,
    ["parts"] = PartsBenchmark.Run,
    ["deadlines"] = DeadlineBenchmark.Run,
    ["views"] = ViewsBenchmark.Run,
    ["streams"] = StreamBenchmark.Run,
};

if (!Options.TryRead(args, [.. benchmarks.Keys, "audit", "lists", "feeds", "live"], out var options, out var problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(
        $"Use: {string.Join('|', benchmarks.Keys)}|audit|lists|feeds|live [--seconds N] [--json FILE] [--modes A,B] "
        + "[--buyers N] [--entries N] [--orders N]");
    return 2;
}

if (options.Benchmark == "audit")
{
    await AuditBenchmark.Run(options);
    return 0;
}

if (options.Benchmark is "feeds" or "live")
{
    await (options.Benchmark == "feeds" ? FeedBenchmark.Run(options) : LiveBenchmark.Run(options));
    return 0;
}

if (options.Benchmark == "lists")
{
    await ListBenchmark.Run(options);
    return 0;
}

Console.WriteLine(
    $"{options.Benchmark}: {options.Seconds} s per mode, {Environment.ProcessorCount} cores, {Environment.Version}");
Console.WriteLine(Measurement.Header);
await foreach (var measurement in benchmarks[options.Benchmark](options))
{
    Console.WriteLine(measurement);
    if (options.Json is { } file) await File.AppendAllTextAsync(file, measurement.ToJson() + "\n");
}

return 0;
