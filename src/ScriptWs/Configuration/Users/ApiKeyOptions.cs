namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.apiKey</c>. API key in its own header.</summary>
public sealed record ApiKeyOptions
{
    /// <summary>Whether API keys are accepted. Default: <c>true</c>.</summary>
    [Setting("Whether API keys are accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Header that contains the key. Default: <c>X-Api-Key</c>.</summary>
    [Setting("Header that contains the key.")]
    public string Header { get; init; } = "X-Api-Key";
}
