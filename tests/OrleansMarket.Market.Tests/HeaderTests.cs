using OrleansMarket.Contracts;
using OrleansMarket.Web;

namespace OrleansMarket.Market.Tests;

/// <summary>The small things that travel in headers and queries.</summary>
public sealed class HeaderTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("*", null)]
    [InlineData("\"7\"", 7L)]
    [InlineData("\"0\"", 0L)]
    public void An_expected_version_is_read(string? header, long? version)
    {
        Assert.True(ETags.TryParseExpected(header, out var read));
        Assert.Equal(version, read);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("\"seven\"")]
    [InlineData("\"-7\"")]
    [InlineData("\"7\", \"8\"")]
    [InlineData("W/\"7\"")]
    [InlineData("\"")]
    [InlineData("\"99999999999999999999\"")]
    public void What_is_no_version_is_refused(string header) => Assert.False(ETags.TryParseExpected(header, out _));

    [Theory]
    [InlineData("lamp")]
    [InlineData("a")]
    [InlineData("0123456789-0123456789-0123456789-0123456")]
    public void A_cursor_comes_back_as_it_went(string key)
    {
        Assert.True(Cursors.TryParse(Cursors.After(key), out var back));
        Assert.Equal(key, back);
    }

    [Theory]
    [InlineData("")]
    [InlineData("lamp")]
    [InlineData("!!")]
    [InlineData("MWxhbXA=")]
    public void What_is_no_cursor_is_refused(string cursor) => Assert.False(Cursors.TryParse(cursor, out _));

    [Theory]
    [InlineData("P20D", 20 * 86_400)]
    [InlineData("P1W", 7 * 86_400)]
    [InlineData("PT1H30M", 5_400)]
    [InlineData("P1DT0.5S", 86_400.5)]
    public void A_duration_is_read(string text, double seconds)
    {
        Assert.True(Durations.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("P1M")]
    [InlineData("P1Y")]
    [InlineData("1D")]
    [InlineData("P999999999W")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(Durations.TryParse(text, out _));

    [Fact]
    public void Callers_routes_and_keys_do_not_share_their_idempotency_keys()
    {
        string[] members = ["a", "b", "a\nb"];
        string[] scopes = ["/v1/payments", "/v1/checkouts", "x"];
        string[] keys = ["1", "2", "/v1/payments 1"];
        var digests = from member in members
                      from role in Enum.GetValues<Role>()
                      from scope in scopes
                      from key in keys
                      select Idempotency.Digest(new Caller(member, role), scope, key);
        Assert.Equal(members.Length * 4 * scopes.Length * keys.Length, digests.Distinct().Count());
        Assert.True(Ids.IsId(Ids.Request + Idempotency.Digest(new Caller("a", Role.Buyer), "x", "1"), Ids.Request));
    }

    [Theory]
    [InlineData("6f1c0f6e-9c0e-4f0e-8a53-0a2b2d7a3c11", true)]
    [InlineData("with spaces ~!", true)]
    [InlineData("", false)]
    [InlineData("tab\t", false)]
    [InlineData("ключ", false)]
    public void A_key_is_printable(string key, bool isKey) => Assert.Equal(isKey, Idempotency.IsKey(key));
}
