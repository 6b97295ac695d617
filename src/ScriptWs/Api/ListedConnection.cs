namespace ScriptWs;

/// <summary>One connection in a list, as its node had it. Long texts are cut.</summary>
public sealed class ListedConnection
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>The client's IP address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Who the client was authenticated as; <c>null</c> when it was not.</summary>
    public string? User { get; init; }

    /// <summary>The path that the client asked for.</summary>
    public string Path { get; init; } = "";

    /// <summary>The subprotocol agreed on; <c>null</c> when there is none.</summary>
    public string? Subprotocol { get; init; }

    /// <summary>The first topics that it is subscribed to, in order.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>How many more topics it is subscribed to.</summary>
    public int MoreTopics { get; init; }

    /// <summary>Round-trip time of the last Ping, in milliseconds; <c>null</c> before the first.</summary>
    public double? Latency { get; init; }

    /// <summary>Bytes that wait to be sent.</summary>
    public long Buffered { get; init; }

    /// <summary>Bytes that came.</summary>
    public long Received { get; init; }

    /// <summary>Bytes that were sent, those included that wait.</summary>
    public long Sent { get; init; }
}
