using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OrleansMarket.Benchmarks;

/// <summary>
/// A browser that follows live events, with as little as possible around it: a socket, and a look at the ids. It notes
/// when each event came, and whether one was left out, doubled or out of order.
/// </summary>
internal sealed class LiveReader
{
    private readonly Socket socket;
    private readonly List<TimeSpan> latencies = new(16);
    private readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder line = new(64);
    private long last = -1;

    private LiveReader(Socket socket) => this.socket = socket;

    /// <summary>When what it is to be told now was committed, as a timestamp of the stopwatch.</summary>
    public long Committed { get; set; }

    /// <summary>How many events have come.</summary>
    public int Count => latencies.Count;

    /// <summary>How long each took from its commit.</summary>
    public IReadOnlyList<TimeSpan> Latencies => latencies;

    /// <summary>Whether an event was left out or doubled, or the connection was cut.</summary>
    public bool IsBroken { get; private set; }

    public static string NameOf(int number) => $"buyer-{number:d7}";

    /// <summary>Connects, and answers when the stream has begun.</summary>
    public static async Task<LiveReader> Open(Uri address, string token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        // HTTP/1.0 has no chunks: the body is nothing but the events.
        var request = $"GET /v1/events/stream HTTP/1.0\r\nHost: {address.Authority}\r\n"
            + $"Authorization: Bearer {token}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var reader = new LiveReader(socket);
        _ = Task.Run(reader.Read);
        await reader.open.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return reader;
    }

    private async Task Read()
    {
        var buffer = new byte[4_096];
        try
        {
            while (true)
            {
                var length = await socket.ReceiveAsync(buffer);
                if (length == 0) break;
                Take(buffer.AsSpan(0, length));
            }
        }
        catch (SocketException)
        {
        }

        IsBroken = true;
        open.TrySetResult();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one != (byte)'\n')
            {
                // Only the beginning of a line matters.
                if (line.Length < 64) line.Append((char)one);
                continue;
            }

            Note(line.ToString());
            line.Clear();
        }
    }

    private void Note(string text)
    {
        if (!text.StartsWith("id: ", StringComparison.Ordinal)) return;
        var number = long.Parse(text.AsSpan(text.LastIndexOf('-') + 1), provider: null);
        if (last < 0)
        {
            last = number;
            open.TrySetResult();
            return;
        }

        if (number != last + 1) IsBroken = true;
        last = number;
        latencies.Add(Stopwatch.GetElapsedTime(Committed));
    }
}
