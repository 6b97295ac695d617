using ScriptWs.Resumption;

namespace ScriptWs.Connections;

/// <summary>What others keep at a connection. Each field belongs to one of them, and nothing else uses it.</summary>
internal struct Attached
{
    private object? _publicView;

    /// <summary>The heartbeat's.</summary>
    public object? Heartbeat { get; set; }

    /// <summary>The script host's.</summary>
    public object? Script { get; set; }

    /// <summary>What waits for middleware.</summary>
    public object? MessageLane { get; set; }

    /// <summary>What is kept so that the client can resume it; <c>null</c> where it cannot. Set before the connection opens.</summary>
    public Resumable? Resumable { get; set; }

    /// <summary>What C# code is given for the connection, created on first use.</summary>
    public object GetPublicView(Connection connection, Func<Connection, object> create) =>
        _publicView ?? Interlocked.CompareExchange(ref _publicView, create(connection), null) ?? _publicView!;
}
