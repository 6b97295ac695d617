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

    /// <summary>Unused tokens per user. Exceeded: the oldest is discarded. Default: <c>16</c>.</summary>
    [Setting("Unused tokens per user. Exceeded: the oldest is discarded.", Minimum = 1)]
    public int MaxTokensPerUser { get; init; } = 16;

    /// <summary>Unused tokens of all users. Exceeded: the oldest is discarded. Default: <c>10000</c>.</summary>
    [Setting("Unused tokens of all users. Exceeded: the oldest is discarded.", Minimum = 1)]
    public int MaxTokens { get; init; } = 10_000;
}
