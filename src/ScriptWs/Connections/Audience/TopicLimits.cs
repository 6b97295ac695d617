namespace ScriptWs.Connections;

/// <summary>Limits of topics that no setting changes.</summary>
internal static class TopicLimits
{
    /// <summary>Maximum subscriptions of one connection: a script that subscribes in a loop must not use up the server's memory.</summary>
    public const int MaxSubscriptions = 1024;

    /// <summary>Maximum characters of a topic's name.</summary>
    public const int MaxNameLength = 256;
}
