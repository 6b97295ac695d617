namespace ScriptWs.Configuration;

/// <summary>When a setting that changes while the server runs takes effect.</summary>
internal enum Effect
{
    /// <summary>Immediately, for open connections too.</summary>
    Immediately,

    /// <summary>For opening handshakes from then on; open connections keep the previous value.</summary>
    NextHandshake,

    /// <summary>For the next version of a script.</summary>
    NextVersion,

    /// <summary>Immediately, in new engines: every script reloads.</summary>
    NewEngines,

    /// <summary>After a restart; the log lists the changes that wait for one.</summary>
    Restart,
}
