using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Where a connection is between its 101 and the end of its wire: open, closing, closed. Two things move it on, in either order: the
/// first call that closes it, which decides its status, and the end of its wire. Any thread.
/// </summary>
internal struct ConnectionLife
{
    private static readonly Phase Broken = new(ConnectionState.Closed, null);

    /// <summary>Replaced as a whole, so that state and status fit together; <c>null</c> while it is open.</summary>
    private Phase? _phase;

    public readonly ConnectionState State => Volatile.Read(in _phase)?.State ?? ConnectionState.Open;

    /// <summary>What it was closed with; <c>null</c> when nothing has closed it.</summary>
    public readonly CloseStatus? Status => Volatile.Read(in _phase)?.Status;

    /// <summary>Something closes it.</summary>
    /// <returns><c>false</c> when something else did before.</returns>
    public bool TryClose(CloseStatus status)
    {
        while (true)
        {
            var phase = Volatile.Read(ref _phase);
            if (phase is { Status: not null }) return false;

            var next = new Phase(phase?.State ?? ConnectionState.Closing, status);
            if (Interlocked.CompareExchange(ref _phase, next, phase) == phase) return true;
        }
    }

    /// <summary>Its wire is gone.</summary>
    public void End()
    {
        while (true)
        {
            var phase = Volatile.Read(ref _phase);
            var next = phase is null ? Broken : phase with { State = ConnectionState.Closed };
            if (Interlocked.CompareExchange(ref _phase, next, phase) == phase) return;
        }
    }

    private sealed record Phase(ConnectionState State, CloseStatus? Status);
}
