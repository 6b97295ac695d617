namespace ScriptWs.Supervision;

/// <summary>What a server does.</summary>
public enum ServerState
{
    /// <summary>It was not started, or was stopped.</summary>
    Stopped,

    /// <summary>It listens at all its addresses.</summary>
    Running,

    /// <summary>It does not listen at one of its addresses, or at none, and tries to again.</summary>
    Recovering,

    /// <summary>It does not listen at one of its addresses, or at none, and does not try to. At none: it stops.</summary>
    GivenUp,
}
