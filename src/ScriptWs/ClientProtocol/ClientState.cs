namespace ScriptWs.ClientProtocol;

/// <summary>What a connection of the subprotocol keeps beside what every connection does.</summary>
/// <param name="maxRequests">Requests in flight at most.</param>
internal sealed class ClientState(int maxRequests)
{
    /// <summary>Frames that are no JSON-RPC, after which a client is given up.</summary>
    private const int MaxFaults = 16;

    private int _requests;
    private int _faults;

    /// <summary>The topics that the client itself has subscribed to. On the worker's turn.</summary>
    public HashSet<string> Topics { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of <see cref="Topics"/> whose histories are being read: it is subscribed soon. On the worker's turn.</summary>
    public HashSet<string> Beginning { get; } = new(StringComparer.Ordinal);

    /// <summary>Topics of the connection that this one continues: permitted before. On the worker's turn.</summary>
    public HashSet<string> Permitted { get; } = new(StringComparer.Ordinal);

    /// <summary>Requests in flight.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>A request begins.</summary>
    /// <returns><c>false</c> when too many are in flight; it has not begun then.</returns>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _requests) <= maxRequests) return true;

        End();
        return false;
    }

    /// <summary>A request that had begun has its answer.</summary>
    public void End() => Interlocked.Decrement(ref _requests);

    /// <summary>The client sent what is no JSON-RPC. On the worker's turn.</summary>
    /// <returns>Whether it has done so too often.</returns>
    public bool CountFault() => ++_faults >= MaxFaults;
}
