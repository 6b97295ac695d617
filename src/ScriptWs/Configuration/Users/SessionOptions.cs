namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.session</c>: a token asked for beforehand.</summary>
public sealed record SessionOptions
{
    /// <summary>Whether it is accepted; default <c>true</c>.</summary>
    [Setting("Whether it is accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>How long a token is good for; default 60 s.</summary>
    [Setting("How long a token is good for.", Minimum = 1000)]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether a token is good for one connection only; default <c>true</c>.</summary>
    [Setting("Whether a token is good for one connection only.")]
    public bool SingleUse { get; init; } = true;

    /// <summary>Tokens of one user that wait to be used; default 16. Over it the oldest is forgotten.</summary>
    [Setting("Tokens of one user that wait to be used. Over it the oldest is forgotten.", Minimum = 1)]
    public int MaxTokensPerUser { get; init; } = 16;

    /// <summary>Tokens of all users that wait to be used; default 10000. Over it the oldest is forgotten.</summary>
    [Setting("Tokens of all users that wait to be used. Over it the oldest is forgotten.", Minimum = 1)]
    public int MaxTokens { get; init; } = 10_000;
}
