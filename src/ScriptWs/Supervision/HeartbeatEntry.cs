using ScriptWs.Connections;
using ScriptWs.Dispatch;

namespace ScriptWs.Supervision;

/// <summary>What the heartbeat knows about one connection. Links belong to the wheel, the rest to the thread that took it off.</summary>
internal sealed class HeartbeatEntry(Connection connection, ScriptSlot slot, Heartbeat owner)
{
    /// <summary>Whose wheel it is on.</summary>
    public Heartbeat Owner => owner;

    public Connection Connection => connection;

    /// <summary>The worker whose script may refuse a Ping.</summary>
    public ScriptSlot Slot => slot;

    public HeartbeatPhase Phase { get; set; }

    /// <summary>What the next Ping was reckoned from, by the clock; a later life sign puts it off.</summary>
    public long PlannedFrom { get; set; }

    /// <summary>When the last Ping was due to be sent, by the clock: sent, or refused by the script.</summary>
    public long PingedAt { get; set; }

    /// <summary>When the Pong that is awaited must be here, by the <see cref="HeartbeatClock"/>.</summary>
    public long Deadline { get; set; }

    /// <summary><see cref="Connections.Connection.LifeSigns"/> at the last Ping.</summary>
    public int LifeSignsBefore { get; set; }

    /// <summary>The connection has ended: it does not return to the wheel.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>The slot of the wheel; -1 while it is on none.</summary>
    public int Spoke { get; set; } = -1;

    public HeartbeatEntry? Previous { get; set; }

    public HeartbeatEntry? Next { get; set; }
}
