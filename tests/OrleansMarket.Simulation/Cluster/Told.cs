using System.Collections;
using System.Globalization;

namespace OrleansMarket.Simulation.Cluster;

/// <summary>Says a value in a few words.</summary>
internal static class Told
{
    private const int MostLetters = 70;

    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => text,
        Task { IsFaulted: true } failed => $"{Named(failed.Exception.InnerExceptions[0])}",
        Task done => Result(done),
        IEnumerable some => $"[{string.Join(", ", some.Cast<object?>().Select(Of))}]",
        DateTimeOffset at => at.ToString("MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        _ => Short(value.ToString() ?? ""),
    };

    private static string Result(Task done)
    {
        var result = done.GetType().GetProperty("Result");
        return result is null || result.PropertyType.Name == "VoidTaskResult" ? "done" : Of(result.GetValue(done));
    }

    private static string Named(Exception failed) => $"{failed.GetType().Name}: {failed.Message}";

    private static string Short(string text) => text.Length <= MostLetters ? text : text[..MostLetters] + "…";
}
