namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.url</c>: user and password in the path.</summary>
public sealed record UrlOptions
{
    /// <summary>Whether it is accepted; default <c>false</c>, since paths end up in logs.</summary>
    [Setting("Whether it is accepted.")]
    public bool Enabled { get; init; }
}
