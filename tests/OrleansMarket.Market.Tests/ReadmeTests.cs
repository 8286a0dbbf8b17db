using System.Diagnostics;
using System.Text.RegularExpressions;
using OrleansMarket.Market.Tests.Crash;

namespace OrleansMarket.Market.Tests;

/// <summary>The README's walk, run as it is printed.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_walk_of_the_README_works_exactly_as_printed()
    {
        var walk = string.Join('\n', Walk().Matches(await File.ReadAllTextAsync(Path.Combine(Root(), "README.md")))
            .Select(block => block.Groups["code"].Value));
        Assert.Contains("/v1/checkouts", walk, StringComparison.Ordinal);

        await using var market = new MarketProcess();
        await market.Start();
        var (exit, output) = await Bash("set -euo pipefail\n" + walk, market.Address);

        Assert.True(exit == 0, output);
        Assert.DoesNotContain("\"type\":\"/problems/", output, StringComparison.Ordinal);
        Assert.Contains("\"total\":{\"amount\":4679,", output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"captured\"", output, StringComparison.Ordinal);
        Assert.Contains("\ncompleted\n", output, StringComparison.Ordinal);
        Assert.Contains("{\"amount\":2579,\"currency\":\"USD\"}", output, StringComparison.Ordinal);
        Assert.Contains("\"balanced\":true", output, StringComparison.Ordinal);
        Assert.Contains("\npayment_timeout\n", output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> Bash(string script, Uri address)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["M"] = address.ToString().TrimEnd('/');
        using var bash = Process.Start(start)!;
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (bash.ExitCode, await output + await errors);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansMarket.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("<!-- walk -->\\s*```bash\\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Walk();
}
