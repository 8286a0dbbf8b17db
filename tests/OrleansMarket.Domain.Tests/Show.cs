using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansMarket.Domain.Tests;

/// <summary>Prints values by what is in them. Records compare their lists by reference; their prints do not.</summary>
internal static class Show
{
    public static string Lines<T>(IEnumerable<T> values) => string.Join("\n", values.Select(value => Of(value)));

    public static string Of(object? value) => value switch
    {
        null => "nothing",
        string text => $"'{text}'",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        Enum or Money or Currency => value.ToString()!,
        IDictionary entries => Of(Sorted(entries)),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Of))}]",
        _ when Parts(value.GetType()) is { Length: > 0 } parts => Record(value, parts),
        IFormattable plain => plain.ToString(null, CultureInfo.InvariantCulture),
        _ => value.GetType().Name,
    };

    /// <summary>The parts of a record that were put in; what is computed from them says nothing new.</summary>
    public static PropertyInfo[] Parts(Type type) => type.Assembly == typeof(Order).Assembly
        ? [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(part => part.CanWrite)]
        : [];

    private static string Record(object value, PropertyInfo[] parts) =>
        $"{value.GetType().Name}({string.Join(", ", parts.Select(part => $"{part.Name}: {Of(part.GetValue(value))}"))})";

    private static string[] Sorted(IDictionary entries) =>
    [
        .. entries.Cast<DictionaryEntry>().Select(entry => $"{Of(entry.Key)} = {Of(entry.Value)}")
            .Order(StringComparer.Ordinal),
    ];
}
