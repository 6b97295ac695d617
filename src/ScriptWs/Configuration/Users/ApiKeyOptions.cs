namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.apiKey</c>: a key of a user in a header field of its own.</summary>
public sealed record ApiKeyOptions
{
    /// <summary>Whether it is accepted; default <c>true</c>.</summary>
    [Setting("Whether it is accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The header field; default <c>X-Api-Key</c>.</summary>
    [Setting("The header field.")]
    public string Header { get; init; } = "X-Api-Key";
}
