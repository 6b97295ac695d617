namespace ScriptWs.Topics;

/// <summary>What became of a connection that wants to be present.</summary>
internal enum PresenceResult
{
    /// <summary>It is present now.</summary>
    Entered,

    /// <summary>It was present already.</summary>
    Stayed,

    /// <summary>It has closed.</summary>
    Closed,

    /// <summary>It is present in <see cref="PresenceLimits.MaxTopics"/> others.</summary>
    TooMany,
}
