using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrleansMarket.Web;

/// <summary>
/// Compares a body with the type that it is read into, field by field. The serializer could do it too, but it stops at
/// the first mistake and speaks of types; this names every wrong field in words.
/// </summary>
internal static class Shape
{
    /// <summary>Adds whatever does not fit.</summary>
    /// <exception cref="InvalidOperationException">A text is not Unicode.</exception>
    public static void Check(JsonElement value, JsonTypeInfo type, string path, Errors errors)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object when value.ValueKind == JsonValueKind.Object:
                CheckFields(value, type, path, errors);
                break;
            case JsonTypeInfoKind.Object:
                errors.Add(Name(path), "wrong_type", $"{Name(path)} must be an object.");
                break;
            case JsonTypeInfoKind.Enumerable when value.ValueKind == JsonValueKind.Array:
                var item = type.Options.GetTypeInfo(type.ElementType!);
                foreach (var (i, element) in value.EnumerateArray().Index())
                    Check(element, item, $"{path}[{i}]", errors);
                break;
            case JsonTypeInfoKind.Enumerable:
                errors.Add(Name(path), "wrong_type", $"{Name(path)} must be a list.");
                break;
            default:
                if (Complaint(value, Nullable.GetUnderlyingType(type.Type) ?? type.Type) is { } must)
                    errors.Add(Name(path), must.Code, $"{Name(path)} must be {must.What}.");
                break;
        }
    }

    private static void CheckFields(JsonElement value, JsonTypeInfo type, string path, Errors errors)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in value.EnumerateObject())
        {
            var known = type.Properties.FirstOrDefault(property => property.Name == field.Name);
            if (known is null)
            {
                // Strangers' names are shown, but not without bounds.
                var name = field.Name.Length <= 60 ? field.Name : field.Name[..60] + "…";
                var fields = string.Join(", ", type.Properties.Select(property => property.Name));
                errors.Add(Join(path, name), "unknown_field", fields.Length == 0
                    ? $"There is no field {name}; no fields are expected."
                    : $"There is no field {name}; the fields are {fields}.");
            }
            else if (!given.Add(field.Name))
            {
                errors.Add(Join(path, field.Name), "duplicate_field", $"{Join(path, field.Name)} must be given once.");
            }
            else if (field.Value.ValueKind != JsonValueKind.Null)
            {
                Check(field.Value, type.Options.GetTypeInfo(known.PropertyType), Join(path, field.Name), errors);
            }
            else if (IsRequired(known))
            {
                errors.Add(Join(path, field.Name), "required", $"{Join(path, field.Name)} must not be null.");
            }
        }

        var absent = type.Properties.Where(property => IsRequired(property) && !given.Contains(property.Name));
        foreach (var missing in absent)
            errors.Add(Join(path, missing.Name), "required", $"{Join(path, missing.Name)} is missing.");
    }

    /// <summary>
    /// Whether a field must be given: a parameter of the record that has no default and cannot be null.
    /// </summary>
    public static bool IsRequired(JsonPropertyInfo property) =>
        property.AssociatedParameter is { HasDefaultValue: false, IsNullable: false };

    private static (string Code, string What)? Complaint(JsonElement value, Type type)
    {
        if (type == typeof(string)) return value.ValueKind == JsonValueKind.String ? null : ("wrong_type", "a text");
        if (type == typeof(bool))
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? null
                : ("wrong_type", "true or false");
        if (type == typeof(int) || type == typeof(long))
        {
            if (value.ValueKind != JsonValueKind.Number) return ("wrong_type", "a whole number, without quotes");
            if (type == typeof(int) ? value.TryGetInt32(out _) : value.TryGetInt64(out _)) return null;
            return value.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') >= 0
                ? ("wrong_type", "a whole number")
                : ("out_of_range", "a whole number of reasonable size");
        }

        if (type == typeof(DateTimeOffset))
            return value.ValueKind == JsonValueKind.String && IsInstant(value)
                ? null
                : ("wrong_type", "an instant with its offset, for example 2026-11-11T00:00:00Z");
        if (!type.IsEnum) return null;
        var word = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return Words.All(type).Contains(word) ? null : ("invalid", $"one of {string.Join(", ", Words.All(type))}");
    }

    private static bool IsInstant(JsonElement value)
    {
        var text = value.GetString()!;
        return value.TryGetDateTimeOffset(out _)
            && (text.EndsWith('Z') || (text.Length > 19 && text[^6] is '+' or '-' && text[^3] == ':'));
    }

    private static string Name(string path) => path.Length == 0 ? "The body" : path;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
