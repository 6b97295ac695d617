namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.basic</c>. User name and password in the <c>Authorization</c> header.</summary>
public sealed record BasicOptions
{
    /// <summary>Whether Basic authentication is accepted. Default: <c>true</c>.</summary>
    [Setting("Whether Basic authentication is accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>Realm of the challenge. Default: <c>ScriptWs</c>.</summary>
    [Setting("Realm of the challenge.")]
    public string Realm { get; init; } = "ScriptWs";
}
