namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication.basic</c>: user and password in the Authorization header.</summary>
public sealed record BasicOptions
{
    /// <summary>Whether it is accepted; default <c>true</c>.</summary>
    [Setting("Whether it is accepted.")]
    public bool Enabled { get; init; } = true;

    /// <summary>The realm of the challenge; default <c>ScriptWs</c>.</summary>
    [Setting("The realm of the challenge.")]
    public string Realm { get; init; } = "ScriptWs";
}
