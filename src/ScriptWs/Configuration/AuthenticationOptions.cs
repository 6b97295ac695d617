namespace ScriptWs.Configuration;

/// <summary>The section <c>authentication</c>: who may come in.</summary>
public sealed record AuthenticationOptions
{
    /// <summary>Whether clients must say who they are; default <c>false</c>.</summary>
    [Setting("Whether clients must say who they are.")]
    public bool Enabled { get; init; }

    /// <summary>Whether clients without credentials may come in all the same; default <c>false</c>.</summary>
    [Setting("Whether clients without credentials may come in all the same.")]
    public bool AllowAnonymous { get; init; }

    /// <inheritdoc cref="BasicOptions"/>
    [Setting("User and password in the Authorization header.")]
    public BasicOptions Basic { get; init; } = new();

    /// <inheritdoc cref="SessionOptions"/>
    [Setting("A token asked for beforehand.")]
    public SessionOptions Session { get; init; } = new();

    /// <inheritdoc cref="UrlOptions"/>
    [Setting("User and password in the path.")]
    public UrlOptions Url { get; init; } = new();

    /// <summary>The users that are known; none by default.</summary>
    [Setting("The users that are known.")]
    public IReadOnlyList<UserOptions> Users { get; init; } = [];
}
