namespace ScriptWs.Configuration;

/// <summary>One entry of <c>authentication.users</c>.</summary>
public sealed record UserOptions
{
    /// <summary>The user's name.</summary>
    [Setting("The user's name.")]
    public string Name { get; init; } = "";

    /// <summary>The password's hash; default <c>null</c>.</summary>
    [Setting("The password's hash.", IsSecret = true)]
    public string? PasswordHash { get; init; }

    /// <summary>The password itself; default <c>null</c>.</summary>
    [Setting("The password itself; its hash is safer.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>The hashes of the user's API keys, at most 100; none by default.</summary>
    [Setting("The hashes of the user's API keys.", IsSecret = true)]
    public IReadOnlyList<string> ApiKeyHashes { get; init; } = [];

    /// <summary>The user's roles; none by default.</summary>
    [Setting("The user's roles.")]
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The name; never the password or its hash.</summary>
    public override string ToString() => $"user {Name}";
}
