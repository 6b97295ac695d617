namespace ScriptWs.Configuration;

/// <summary>One entry of <c>authentication.users</c>.</summary>
public sealed record UserOptions
{
    /// <summary>Name of the user. Default: <c></c>.</summary>
    [Setting("Name of the user.")]
    public string Name { get; init; } = "";

    /// <summary>Hash of the password. Default: <c>null</c>.</summary>
    [Setting("Hash of the password.", IsSecret = true)]
    public string? PasswordHash { get; init; }

    /// <summary>Plain-text password. <c>passwordHash</c> is safer. Default: <c>null</c>.</summary>
    [Setting("Plain-text password. `passwordHash` is safer.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>Hashes of the user's API keys, at most 100. Default: <c>[]</c>.</summary>
    [Setting("Hashes of the user's API keys, at most 100.", IsSecret = true)]
    public IReadOnlyList<string> ApiKeyHashes { get; init; } = [];

    /// <summary>Roles of the user. Default: <c>[]</c>.</summary>
    [Setting("Roles of the user.")]
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The name; never the password or its hash.</summary>
    public override string ToString() => $"user {Name}";
}
