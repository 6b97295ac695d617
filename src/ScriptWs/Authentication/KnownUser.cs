namespace ScriptWs.Authentication;

/// <summary>Who a client turned out to be.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Roles">The user's roles.</param>
/// <param name="Claims">What else is known about the user, a JSON object; <c>null</c> for nothing.</param>
internal sealed record KnownUser(string Name, IReadOnlyList<string> Roles, string? Claims = null)
{
    /// <summary>When the proof expires, and the connection with it; <c>null</c> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
