using System.Diagnostics;

namespace OrleansMarket.Journal.Tests;

/// <summary>
/// This program once more, told by a variable to write a file until it is killed instead of running tests.
/// </summary>
internal sealed class KilledProcess : IDisposable
{
    private readonly Process child;

    public KilledProcess(string variable, string file)
    {
        var extension = OperatingSystem.IsWindows() ? "exe" : null;
        var program = Path.ChangeExtension(typeof(KilledProcess).Assembly.Location, extension);
        child = Process.Start(new ProcessStartInfo(program)
        {
            Environment = { [variable] = file },
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>The next line that it says.</summary>
    public Task<string?> Line() => child.StandardOutput.ReadLineAsync();

    /// <summary>Kills it after so many lines, and tells all whole lines that it said.</summary>
    public async Task<IReadOnlyList<string>> KillAfter(int lines)
    {
        var said = new List<string>();
        while (said.Count < lines && await Line() is { } line) said.Add(line);
        await Kill();
        // What it said before it died counts as well; its very last line may be cut off.
        said.AddRange((await child.StandardOutput.ReadToEndAsync()).Split('\n')[..^1]);
        return said;
    }

    public async Task Kill()
    {
        child.Kill();
        await child.WaitForExitAsync();
    }

    public void Dispose() => child.Dispose();
}
