using System.Collections.Frozen;
using OrleansMarket.Contracts;
using OrleansMarket.Domain;

namespace OrleansMarket.Web;

/// <summary>A body that can say what is wrong with it, beyond the types of its fields.</summary>
internal interface IChecked
{
    /// <summary>Adds whatever is wrong.</summary>
    void Check(Errors errors);
}

/// <summary>Everything that is wrong with a body, so that the caller can mend it in one go.</summary>
internal sealed class Errors
{
    /// <summary>The largest amount of money in one field, in minor units: sums of it cannot overflow.</summary>
    public const long MostMoney = 1_000_000_000_000;

    /// <summary>The longest text that people write, in characters.</summary>
    public const int LongestProse = 2_000;

    private static readonly FrozenSet<string> Countries = """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
        BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
        EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
        HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
        LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
        NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
        SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
        TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private readonly List<FieldError> found = [];

    /// <summary>What was found.</summary>
    public IReadOnlyList<FieldError> Found => found;

    /// <summary>Nothing is wrong.</summary>
    public bool IsEmpty => found.Count == 0;

    /// <summary>Something is wrong.</summary>
    public void Add(string field, string code, string message)
    {
        if (found.Count < 100) found.Add(new FieldError(field, code, message));
    }

    /// <summary>A name of a member, SKU or parcel.</summary>
    public void Name(string field, string value)
    {
        if (!Ids.IsName(value)) Add(field, "invalid", $"{field} must be 1 to 40 letters, digits or dashes.");
    }

    /// <summary>An id with a prefix.</summary>
    public void Id(string field, string value, string prefix)
    {
        if (!Ids.IsId(value, prefix)) Add(field, "invalid", $"{field} must be an id that begins with {prefix}.");
    }

    /// <summary>A text for people.</summary>
    public void Text(string field, string value, int longest, bool mayBeEmpty = false)
    {
        if (mayBeEmpty && value.Length == 0) return;
        if (string.IsNullOrWhiteSpace(value)) Add(field, "required", $"{field} must not be empty.");
        else if (value.Length > longest) Add(field, "too_long", $"{field} must have at most {longest} characters.");
        else if (value.Any(char.IsControl)) Add(field, "invalid", $"{field} must not contain control characters.");
    }

    /// <summary>A longer text for people, of one or more lines.</summary>
    public void Prose(string field, string value)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, "required", $"{field} must not be empty.");
        else if (value.Length > LongestProse)
            Add(field, "too_long", $"{field} must have at most {LongestProse} characters.");
        else if (value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            Add(field, "invalid", $"{field} must not contain control characters.");
    }

    /// <summary>The address of a picture or a document.</summary>
    public void Link(string field, string value)
    {
        if (value.Length > 500) Add(field, "too_long", $"{field} must have at most 500 characters.");
        else if (!Uri.TryCreate(value, UriKind.Absolute, out var link) || link.Scheme is not ("http" or "https"))
            Add(field, "invalid", $"{field} must be an http or https address.");
    }

    /// <summary>A whole number within bounds.</summary>
    public void Number(string field, long value, long least, long most, string code = "out_of_range")
    {
        if (value < least || value > most) Add(field, code, $"{field} must be a whole number from {least} to {most}.");
    }

    /// <summary>A list with some entries, but not too many, each once.</summary>
    public bool List(string field, IReadOnlyCollection<string> values, int least, int most)
    {
        var before = found.Count;
        if (values.Count < least) Add(field, "required", $"{field} must have at least {least} of them.");
        else if (values.Count > most) Add(field, "too_long", $"{field} must have at most {most} entries.");
        else if (values.Distinct(StringComparer.Ordinal).Count() < values.Count)
            Add(field, "duplicate", $"{field} must name each entry once.");
        return found.Count == before;
    }

    /// <summary>An amount of money.</summary>
    public void Money(string field, MoneyBody value, long least)
    {
        Number($"{field}.amount", value.Amount, least, MostMoney);
        if (!Currency.TryParse(value.Currency, out _))
        {
            Add($"{field}.currency", "invalid",
                $"{field}.currency must be an ISO 4217 code of this market, for example USD.");
        }
    }

    /// <summary>A country by its two letters.</summary>
    public void Country(string field, string value)
    {
        if (!Countries.Contains(value))
            Add(field, "invalid", $"{field} must be an ISO 3166-1 code of two upper-case letters, for example DE.");
    }
}
