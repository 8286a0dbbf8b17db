using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace OrleansMarket.Web;

/// <summary>
/// Durations as ISO 8601 has them, without years and months, of which nobody knows how long they are.
/// </summary>
internal static partial class Durations
{
    /// <summary>A duration as text.</summary>
    public static string Show(TimeSpan duration) => XmlConvert.ToString(duration);

    /// <summary>Reads a duration.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (Form().Match(text) is not { Success: true } match || text[^1] is 'P' or 'T') return false;
        var seconds = (Part(match, "w") * 604_800) + (Part(match, "d") * 86_400) + (Part(match, "h") * 3_600)
            + (Part(match, "m") * 60) + Part(match, "s");
        if (seconds > 1e9) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static double Part(Match match, string name) =>
        match.Groups[name] is { Success: true } group ? double.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\AP((?<w>\d{1,9})W)?((?<d>\d{1,9})D)?(T((?<h>\d{1,9})H)?((?<m>\d{1,9})M)?((?<s>\d{1,9}(\.\d{1,3})?)S)?)?\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
