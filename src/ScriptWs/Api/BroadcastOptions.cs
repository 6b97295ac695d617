using ScriptWs.Connections;

namespace ScriptWs;

/// <summary>Who gets a broadcast; the conditions are ANDed, and <see cref="Except"/> wins.</summary>
public sealed record BroadcastOptions
{
    /// <summary>Only subscribers of this topic; <c>null</c> (the default) for everyone.</summary>
    public string? Topic { get; init; }

    /// <summary>Never these connections; none by default.</summary>
    public IReadOnlyCollection<Guid>? Except { get; init; }

    /// <summary>Only these connections; <c>null</c> (the default) for everyone.</summary>
    public IReadOnlyCollection<Guid>? Only { get; init; }

    /// <summary>Only connections that agreed on this subprotocol; <c>null</c> (the default) for everyone.</summary>
    public string? Subprotocol { get; init; }

    internal BroadcastFilter ToFilter() => new(Topic, Except, Only, Subprotocol);
}
