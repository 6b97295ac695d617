namespace ScriptWs.Supervision;

/// <summary>Where a connection stands between two Pings.</summary>
internal enum HeartbeatPhase
{
    /// <summary>Nothing is due before the next Ping.</summary>
    Resting,

    /// <summary>The script is asked whether it wants the Ping; it is on no wheel meanwhile.</summary>
    Asking,

    /// <summary>The script did not refuse.</summary>
    Cleared,

    /// <summary>The Ping is out.</summary>
    Awaiting,
}
