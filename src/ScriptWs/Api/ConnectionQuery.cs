namespace ScriptWs;

/// <summary>Which connections are listed, a page of each node.</summary>
public sealed class ConnectionQuery
{
    /// <summary>Connections of one page at most, by default 50.</summary>
    public const int MaxSize = 50;

    /// <summary>A part of an id, an address, a user, a path or a topic; empty for all.</summary>
    public string Search { get; init; } = "";

    /// <summary><c>latency</c>, <c>buffered</c>, <c>received</c> or <c>sent</c>, largest first; anything else by address.</summary>
    public string Order { get; init; } = "";

    /// <summary>From 0.</summary>
    public int Page { get; init; }

    /// <summary>Connections of one page, 1 to <see cref="MaxSize"/>.</summary>
    public int Size { get; init; } = MaxSize;
}
