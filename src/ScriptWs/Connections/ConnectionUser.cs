namespace ScriptWs.Connections;

/// <summary>Who a client was authenticated as; immutable.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Roles">The user's roles.</param>
/// <param name="Kind">How the client said so: <c>basic</c>, <c>session</c>, <c>url</c>, or another scheme.</param>
/// <param name="Claims">What else is known about the user, a JSON object; <c>null</c> for nothing.</param>
internal sealed record ConnectionUser(string Name, IReadOnlyList<string> Roles, string Kind, string? Claims = null)
{
    /// <summary>When the credentials expire, and the connection with them; <c>null</c> = never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
