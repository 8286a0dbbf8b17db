using OrleansMarket.Domain;
using OrleansMarket.Grains;
using OrleansMarket.Web;

namespace OrleansMarket.Silo;

/// <summary>
/// What can be set when a market is started: on the command line, in the environment or in <c>appsettings.json</c>.
/// </summary>
internal sealed record Settings
{
    /// <summary>The command line's names for settings; everything else comes from the section <c>Market</c>.</summary>
    public static readonly Dictionary<string, string> Switches = new()
    {
        ["--urls"] = "Urls",
        ["--data"] = "Market:Data",
        ["--profile"] = "Market:Profile",
        ["--partitions"] = "Market:Partitions",
        ["--simulation"] = "Market:Simulation",
        ["--authority"] = "Market:Authority",
        ["--sample-catalogue"] = "Market:SampleCatalogue",
        ["--rate-limit"] = "Market:RateLimit",
        ["--environment"] = "Environment",
    };

    /// <summary>The options in one line.</summary>
    public static string Help => "audit --data FOLDER checks a stopped market's journal, "
        + "rebuild-views --data FOLDER makes its lists again. Options: "
        + "--urls http://localhost:5000 --data FOLDER --profile " + string.Join('|', Policy.Profiles.Keys)
        + " --partitions 32 --sample-catalogue true|false --rate-limit 500 --simulation true|false --authority URL";

    /// <summary>The folder of the journal; made when it is not there.</summary>
    public string Data { get; init; } = "data";

    /// <summary>The numbers of the market's rules, one of <see cref="Policy.Profiles"/>.</summary>
    public string Profile { get; init; } = "modern";

    /// <summary>How many partitions the journal has; fixed when it is made.</summary>
    public int Partitions { get; init; } = 32;

    /// <summary>Whether money and identities are simulated, and the clock can be moved.</summary>
    public bool Simulation { get; init; } = true;

    /// <summary>The OpenID Connect issuer of a market that is no simulation.</summary>
    public Uri? Authority { get; init; }

    /// <summary>Whether an empty market is filled with sellers and listings to try it with.</summary>
    public bool SampleCatalogue { get; init; } = true;

    /// <summary>How many requests a second one caller may send; 0 for no limit.</summary>
    public int RateLimit { get; init; } = 500;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingsException">Something makes no sense; the message says what and what to do.</exception>
    public static Settings Read(IConfiguration configuration, string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!Switches.ContainsKey(name)) throw new SettingsException($"{name} is not known. {Help}");
            if (args[i].Contains('=', StringComparison.Ordinal)) continue;
            if (++i == args.Length || args[i].StartsWith("--", StringComparison.Ordinal))
                throw new SettingsException($"{name} needs a value. {Help}");
        }

        Settings settings;
        try
        {
            settings = configuration.GetSection("Market").Get<Settings>() ?? new Settings();
        }
        catch (InvalidOperationException unreadable)
        {
            throw new SettingsException(
                $"A setting is not of its kind, for example a word where a number belongs: {unreadable.Message}");
        }

        if (configuration["Urls"] is { } urls && urls.Split(';').FirstOrDefault(url => !IsAddress(url)) is { } wrong)
            throw new SettingsException($"--urls {wrong} is no address; write it like http://localhost:5000.");
        return settings.Problem() is { } problem ? throw new SettingsException(problem) : settings;
    }

    /// <summary>The policy of the profile.</summary>
    public Policy Policy => Policy.Profiles[Profile];

    /// <summary>How the silo runs the market.</summary>
    public MarketOptions Market => new() { Policy = Policy, IsSimulation = Simulation };

    /// <summary>How the API is run.</summary>
    public WebOptions Web(ReadOnlyMemory<byte> signingKey) => new()
    {
        Simulation = Simulation,
        SigningKey = signingKey,
        Authority = Authority,
        Limit = RateLimit == 0 ? null : new RateLimit(RateLimit, RateLimit * 4),
    };

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("//*", "//localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address is { Scheme: "http" or "https" };

    private string? Problem()
    {
        if (string.IsNullOrWhiteSpace(Data)) return "--data is empty; name a folder for the journal.";
        if (File.Exists(Data)) return $"--data names the file {Data}; name a folder.";
        if (!Policy.Profiles.TryGetValue(Profile, out var policy))
            return $"--profile {Profile} is not known; choose {string.Join(", ", Policy.Profiles.Keys)}.";
        if (policy.Problem() is { } nonsense) return $"Profile {Profile} makes no sense: {nonsense}";
        if (Partitions is < 1 or > 4096) return $"--partitions {Partitions} is not possible; choose 1 to 4096.";
        if (RateLimit < 0) return "--rate-limit is negative; choose 0 for none.";
        return (Simulation, Authority) switch
        {
            (false, null) =>
                "--simulation false needs --authority URL, the OpenID Connect issuer of your members' tokens.",
            (false, { IsAbsoluteUri: false }) or (false, { Scheme: not ("https" or "http") }) =>
                $"--authority {Authority} is no address; give the issuer's https:// URL.",
            (true, not null) => "--authority is only used with --simulation false; a simulation signs its own tokens.",
            _ => null,
        };
    }
}

/// <summary>A setting that makes no sense.</summary>
internal sealed class SettingsException(string message) : Exception(message);
