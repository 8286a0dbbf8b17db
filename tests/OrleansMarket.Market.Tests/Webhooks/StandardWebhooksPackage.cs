using System.Diagnostics;
using System.Text.Json;

namespace OrleansMarket.Market.Tests.Webhooks;

/// <summary>
/// The public npm package <c>standardwebhooks</c>, as receivers use it, fetched by npm into a folder.
/// </summary>
public sealed class StandardWebhooksPackage : IAsyncLifetime
{
    private const string Package = "standardwebhooks@1.0.0";

    private const string Script = """
        const { Webhook } = require("standardwebhooks");
        const asked = JSON.parse(require("fs").readFileSync(0, "utf8"));
        const answers = asked.map(({ secret, headers, body }) => {
          try { return JSON.stringify(new Webhook(secret).verify(body, headers)); }
          catch (refused) { return "refused: " + refused.message; }
        });
        console.log(JSON.stringify(answers));
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("standardwebhooks-").FullName;
    private string? missing;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), """{"private": true}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "verify.cjs"), Script);
        try
        {
            var (exit, _, errors) = await Run(
                "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", Package], "");
            if (exit != 0) missing = $"npm cannot get {Package}: {errors}";
            else await Run("node", ["--version"], "");
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            missing = $"node and npm are needed: {absent.Message}";
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// What the package makes of messages: their bodies, or why it refuses them. Without the package the test is
    /// skipped; in CI, where nothing may be, that is a failure.
    /// </summary>
    internal async Task<string[]> Verify(params (string Secret, Received Message)[] asked)
    {
        if (missing is not null) Assert.Skip(missing);
        var (exit, answers, errors) = await Run("node", ["verify.cjs"], JsonSerializer.Serialize(asked.Select(one => new
        {
            secret = one.Secret,
            headers = one.Message.Headers,
            body = one.Message.Body,
        })));
        Assert.True(exit == 0, errors);
        return JsonSerializer.Deserialize<string[]>(answers)!;
    }

    private async Task<(int Exit, string Output, string Errors)> Run(string program, string[] arguments, string input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await errors);
    }
}
