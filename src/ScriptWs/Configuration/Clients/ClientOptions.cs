namespace ScriptWs.Configuration;

/// <summary>The section <c>client</c>. The client file that browsers import.</summary>
public sealed record ClientOptions
{
    /// <summary>Whether the server serves its client at <c>/scriptws/client.js</c>. Default: <c>true</c>.</summary>
    [Setting("Whether the server serves its client at `/scriptws/client.js`.")]
    public bool Enabled { get; init; } = true;
}
