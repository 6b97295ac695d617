namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.session</c>. Token that a client requests before it connects.</summary>
public sealed record SessionOptions
{
    /// <summary>Whether session tokens are accepted. Default: <c>true</c>.</summary>
    [Setting("Whether session tokens are accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Time until a token expires. Default: <c>60s</c>.</summary>
    [Setting("Time until a token expires.", Minimum = 1000)]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a token opens one connection only. Default: <c>true</c>.</summary>
    [Setting("Whether a token opens one connection only.")]
    public bool SingleUse { get; init; } = true;

    /// <summary>
    /// Where tokens are kept. <c>memory</c>: in the process, which forgets them when it ends. <c>storage</c>: in the backend of
    /// <c>server.storage</c>, as hashes that scripts cannot see. Default: <c>memory</c>.
    /// </summary>
    [Setting(
        "Where tokens are kept. `memory`: in the process, which forgets them when it ends. "
        + "`storage`: in the backend of `server.storage`, as hashes that scripts cannot see.")]
    public SessionStore Store { get; init; } = SessionStore.Memory;

    /// <summary>Unused tokens per user. Exceeded: the oldest is discarded. Default: <c>16</c>.</summary>
    [Setting("Unused tokens per user. Exceeded: the oldest is discarded.", Minimum = 1)]
    public int MaxTokensPerUser { get; init; } = 16;

    /// <summary>Unused tokens of all users. Exceeded: the oldest is discarded. Default: <c>10000</c>.</summary>
    [Setting("Unused tokens of all users. Exceeded: the oldest is discarded.", Minimum = 1)]
    public int MaxTokens { get; init; } = 10_000;
}
