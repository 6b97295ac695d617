using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>A connection, as those see it that address many at a time. Any thread, unless it says otherwise.</summary>
internal interface IMember
{
    Guid Id { get; }

    string? Subprotocol { get; }

    ConnectionState State { get; }

    long BufferedAmount { get; }

    /// <summary>What went over its wire so far.</summary>
    Traffic Traffic { get; }

    /// <summary>Owned by <see cref="Audience{T}"/>, under its lock: what is in its totals already.</summary>
    Traffic? CountedTraffic { get; set; }

    /// <summary>Owned by <see cref="Topics{T}"/>, under its lock.</summary>
    HashSet<string>? SubscriptionSet { get; set; }

    /// <summary>Its topics when it ended.</summary>
    IReadOnlyCollection<string> LastSubscriptions { get; set; }

    /// <summary>An <see cref="ITopicFormat"/>: how its subprotocol writes messages of topics; <c>null</c> sends them as they are.</summary>
    object? TopicFormat { get; }

    SendResult Send(SharedFrame frame);
}
