namespace ScriptWs.Topics;

/// <summary>Limits of presence that no setting changes.</summary>
internal static class PresenceLimits
{
    /// <summary>Maximum bytes of what a script says of one connection.</summary>
    public const int MaxInfoSize = 4096;

    /// <summary>Maximum topics that one connection is present in.</summary>
    public const int MaxTopics = 100;

    /// <summary>Changes that are gathered before scripts are told. Exceeded: they are told at once.</summary>
    public const int MaxGathered = 10_000;

    /// <summary>Time over which changes are gathered.</summary>
    public static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);
}
