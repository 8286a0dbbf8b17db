using System.Globalization;

namespace OrleansMarket.Silo;

/// <summary>Says how far it is: in one line on a terminal, otherwise in a line for every tenth.</summary>
internal sealed class ProgressBar(TextWriter output, bool isTerminal)
{
    private const int Width = 40;

    private readonly Lock gate = new();
    private int shown = -1;

    /// <summary>So many entries are done.</summary>
    public void Show(long entries, long of)
    {
        lock (gate)
        {
            var percent = (int)(entries * 100 / Math.Max(1, of));
            var step = isTerminal ? percent : percent / 10;
            if (step <= shown) return;
            shown = step;
            var full = percent * Width / 100;
            var text = string.Create(CultureInfo.InvariantCulture, $"{percent,3} % of {of:N0} entries");
            if (isTerminal) output.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {text}");
            else output.WriteLine(text);
        }
    }
}
