using Microsoft.Extensions.Configuration;
using OrleansMarket.Silo;

namespace OrleansMarket.Market.Tests;

/// <summary>Settings that make no sense stop the start with one sentence that says what to do.</summary>
public sealed class SettingsTests
{
    [Theory]
    [InlineData("--profile nonsense", "choose modern,")]
    [InlineData("--partitions 0", "choose 1 to 4096")]
    [InlineData("--partitions abc", "a word where a number belongs")]
    [InlineData("--rate-limit -1", "choose 0 for none")]
    [InlineData("--data", "--data needs a value")]
    [InlineData("--data --profile modern", "--data needs a value")]
    [InlineData("stray", "stray is not known")]
    [InlineData("--dta x", "--dta is not known")]
    [InlineData("--urls nonsense", "is no address")]
    [InlineData("--urls http://localhost:99999", "is no address")]
    [InlineData("--simulation false", "needs --authority")]
    [InlineData("--simulation false --authority notaurl", "is no address")]
    [InlineData("--authority https://id.example", "only used with --simulation false")]
    public void What_makes_no_sense_is_refused(string arguments, string advice)
    {
        var refused = Assert.Throws<SettingsException>(() => Read(arguments));
        Assert.Contains(advice, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void What_makes_sense_is_taken()
    {
        var settings = Read(
            "--urls http://*:8080 --data /srv/market --profile=flash-sale --partitions 8 --rate-limit 0");
        Assert.Equal(("/srv/market", "flash-sale", 8, 0),
            (settings.Data, settings.Profile, settings.Partitions, settings.RateLimit));
    }

    private static Settings Read(string arguments)
    {
        var args = arguments.Split(' ');
        var configuration = new ConfigurationBuilder();
        try
        {
            configuration.AddCommandLine(args, Settings.Switches);
            return Settings.Read(configuration.Build(), args);
        }
        catch (FormatException)
        {
            return Settings.Read(new ConfigurationBuilder().Build(), args);
        }
    }
}
