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

    /// <summary>
    /// An event by its name and what a reader of a table wants to know: reasons, numbers, deadlines, postings.
    /// </summary>
    public static string Brief(object happened, DateTimeOffset now)
    {
        var parts = Parts(happened.GetType()).Select(part => (part.Name, Value: part.GetValue(happened)));
        var said = parts.Select(part => part switch
        {
            (_, Enum or int) => $"{part.Value}",
            (_, true) => part.Name,
            (not "At", DateTimeOffset instant) => $"{part.Name} {Distance(instant, now)}",
            (_, IEnumerable<Posting> moved) => string.Join(", ", moved.Select(one => $"{one.Rule} {one.Amount}")),
            _ => null,
        }).OfType<string>().ToArray();
        return said.Length == 0 ? happened.GetType().Name : $"{happened.GetType().Name}({string.Join(", ", said)})";
    }

    /// <summary>How far an instant is away, in the largest whole unit.</summary>
    public static string Distance(DateTimeOffset instant, DateTimeOffset from)
    {
        var span = instant - from;
        return span.Ticks % TimeSpan.TicksPerDay == 0 && span.TotalDays is > 1 or < -1 ? $"{span.Days:+0;-0}d"
            : span.Ticks % TimeSpan.TicksPerHour == 0 ? $"{span.TotalHours:+0;-0;+0}h"
            : span.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{span.TotalMinutes:+0;-0}min"
            : $"{span:c}";
    }

    private static string Record(object value, PropertyInfo[] parts) =>
        $"{value.GetType().Name}({string.Join(", ", parts.Select(part => PartOf(value, part)))})";

    private static string PartOf(object value, PropertyInfo part) => $"{part.Name}: {Of(part.GetValue(value))}";

    private static string[] Sorted(IDictionary entries) =>
    [
        .. entries.Keys.Cast<object>().Select(key => $"{Of(key)} = {Of(entries[key])}").Order(StringComparer.Ordinal),
    ];
}
