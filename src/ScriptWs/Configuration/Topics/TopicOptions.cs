namespace ScriptWs.Configuration;

/// <summary>One entry of <c>topics</c>.</summary>
public sealed record TopicOptions
{
    /// <summary>
    /// Topics of the rule: a name, or a pattern with one <c>*</c> for any characters, such as <c>chat:*</c>. Default: <c></c>.
    /// </summary>
    [Setting("Topics of the rule: a name, or a pattern with one `*` for any characters, such as `chat:*`.")]
    public string Match { get; init; } = "";

    /// <summary>Newest messages of each topic that clients can catch up on. 0 = no history. Default: <c>0</c>.</summary>
    [Setting("Newest messages of each topic that clients can catch up on. 0 = no history.", Maximum = 10_000)]
    public int History { get; init; }

    /// <summary>Time that a message stays in the history. Default: <c>300s</c>.</summary>
    [Setting("Time that a message stays in the history.", Minimum = 1000, Maximum = 2_592_000_000)]
    public TimeSpan Age { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether connections can be present in the topics. Default: <c>false</c>.</summary>
    [Setting("Whether connections can be present in the topics.")]
    public bool Presence { get; init; }
}
