using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OrleansMarket.Market.Tests.Crash;

/// <summary>A market in a process of its own, on a data folder that outlives it, always at the same address.</summary>
internal sealed class MarketProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> output = [];
    private readonly string[] extra;
    private Process? process;

    public MarketProcess(params string[] extra)
    {
        this.extra = extra;
        Folder = Directory.CreateTempSubdirectory("orleans-market-test-").FullName;
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }

    public string Folder { get; }

    public Uri Address { get; }

    /// <summary>What it has printed, for a test that failed.</summary>
    public string Output
    {
        get
        {
            lock (output) return string.Join('\n', output);
        }
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "OrleansMarket.Silo.dll"),
            "--urls", Address.ToString(), "--data", Path.Combine(Folder, "data"), .. extra,
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var started = process = Process.Start(start)!;
        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();

        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (started.HasExited)
                throw new InvalidOperationException($"The market ended with {started.ExitCode}:\n{Output}");
            try
            {
                using var answer = await http.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
            {
                if (Stopwatch.GetElapsedTime(begun) > Patience)
                    throw new TimeoutException($"The market is not ready:\n{Output}", notYet);
            }

            await Task.Delay(50);
        }
    }

    /// <summary>Ends it without a word, as a power cut would.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, as Ctrl-C does, and answers with its exit code.</summary>
    public async Task<int> Stop()
    {
        var id = process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var interrupt = Process.Start("kill", ["-INT", id]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>A client that is signed in.</summary>
    public async Task<HttpClient> SignIn(string member, string role)
    {
        var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        using var answer = await http.PostAsJsonAsync("/v1/sign-in", new { member, role });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false }) await Kill();
        process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (output) output.Add(line);
    }
}
