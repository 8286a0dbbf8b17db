using System.Diagnostics.CodeAnalysis;

namespace OrleansMarket.Domain;

/// <summary>
/// What follows from a command: events, or the one reason why not, or nothing because it is already done.
/// </summary>
/// <typeparam name="TEvent">The machine's event type.</typeparam>
public readonly struct Decision<TEvent>
    where TEvent : class
{
    private readonly IReadOnlyList<TEvent>? events;

    private Decision(IReadOnlyList<TEvent>? events, Rejection? rejection) =>
        (this.events, Rejection) = (events, rejection);

    /// <summary>What follows; empty for a refusal and for "already done".</summary>
    public IReadOnlyList<TEvent> Events => events ?? [];

    /// <summary>Why not; null when the command was accepted now or before.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The command's effect is there already; it is answered like the first time.</summary>
    public bool IsAlreadyDone => events is null && Rejection is null;

    /// <summary>One event follows.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Decisions are written as the event itself.")]
    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    /// <summary>Several events follow, in order.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Decisions are written as the events themselves.")]
    public static implicit operator Decision<TEvent>(TEvent[] happened) => new(happened, null);

    /// <summary>Nothing follows, and this is why.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Decisions are written as the rejection itself.")]
    public static implicit operator Decision<TEvent>(Rejection why) => new(null, why);

    /// <summary>Nothing follows, because it has happened.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "Decisions are written as the marker itself.")]
    public static implicit operator Decision<TEvent>(Decision.Done _) => default;
}

/// <summary>The decision that needs no event.</summary>
public static class Decision
{
    /// <summary>The command's effect is there already.</summary>
    public static Done AlreadyDone => default;

    /// <summary>The type of <see cref="AlreadyDone"/>.</summary>
    public readonly record struct Done;
}
