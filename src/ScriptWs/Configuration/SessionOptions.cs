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
}
