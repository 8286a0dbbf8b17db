using System.Buffers;
using System.Text;
using System.Threading.Channels;
using OrleansMarket.Contracts;

namespace OrleansMarket.Web;

/// <summary>What a connection is told.</summary>
/// <param name="Number">The number of the event in the connection's feed; with a beat, of the newest one.</param>
/// <param name="Text">The event as it is sent, but for its id; empty for a beat.</param>
/// <param name="Epoch">With a beat, what the numbers belong to; null when that is not known.</param>
internal readonly record struct LiveFrame(long Number, ReadOnlyMemory<byte> Text, string? Epoch = null)
{
    /// <summary>Whether it only says how far the feed has come.</summary>
    public bool IsBeat => Text.IsEmpty;

    /// <summary>A beat.</summary>
    public static LiveFrame OfBeat(long newest, string? epoch) => new(newest, default, epoch);

    /// <summary>An event in the form of server-sent events, but for its id.</summary>
    public static ReadOnlyMemory<byte> TextOf(MarketEvent told)
    {
        var json = told.ToJson();
        var text = new ArrayBufferWriter<byte>(json.Length + told.Type.Length + 20);
        text.Write("event: "u8);
        Encoding.UTF8.GetBytes(told.Type, text);
        text.Write("\ndata: "u8);
        text.Write(json.Span);
        text.Write("\n\n"u8);
        return text.WrittenMemory;
    }
}

/// <summary>What one connection has still to be sent: a bounded number of frames.</summary>
/// <remarks>
/// Nobody waits for a slow reader, and nothing is left out silently either: when the queue is full the connection is
/// cut off, and the reader comes back with the id of the last event that he has seen.
/// </remarks>
internal sealed class LiveConnection(string feed, LiveHub hub) : IDisposable
{
    /// <summary>How many frames may wait.</summary>
    public const int Room = 256;

    private readonly CancellationTokenSource cut = new();
    private readonly Channel<LiveFrame> frames = Channel.CreateBounded<LiveFrame>(
        new BoundedChannelOptions(Room) { SingleReader = true });

    /// <summary>The feed that it follows.</summary>
    public string Feed => feed;

    /// <summary>What is to be sent.</summary>
    public ChannelReader<LiveFrame> Frames => frames.Reader;

    /// <summary>Ends when it is cut off.</summary>
    public CancellationToken Cut => cut.Token;

    /// <summary>Adds a frame, or cuts the connection off.</summary>
    public void Offer(LiveFrame frame)
    {
        if (frames.Writer.TryWrite(frame) || !frames.Writer.TryComplete()) return;
        // Not on this thread: whoever waits for the reader's network must not be run by whoever tells the others.
        _ = cut.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        hub.Close(this);
        frames.Writer.TryComplete();
    }
}
