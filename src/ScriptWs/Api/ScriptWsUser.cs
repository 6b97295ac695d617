using System.Text.Json;
using ScriptWs.Authentication;
using ScriptWs.Connections;

namespace ScriptWs;

/// <summary>Who a client was authenticated as; immutable.</summary>
/// <param name="Name">The user's name.</param>
public sealed record ScriptWsUser(string Name)
{
    /// <summary>The user's roles; none by default.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How the client said so: <c>basic</c>, <c>session</c>, <c>url</c>, <c>bearer</c>, <c>apikey</c>, or another scheme; written by the server.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What else is known, a JSON object that scripts see as <c>connection.user.claims</c>; <c>null</c> for nothing.</summary>
    public JsonElement? Claims { get; init; }

    /// <summary>When the proof expires and the connection is closed with 3000; <c>null</c> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <exception cref="ArgumentException">The claims are no object.</exception>
    internal KnownUser ToKnown() => Claims is null or { ValueKind: JsonValueKind.Object }
        ? new(Name, Roles, Claims?.GetRawText()) { ExpiresAt = ExpiresAt }
        : throw new ArgumentException($"The claims of a user must be a JSON object (found {Claims.Value.ValueKind}).");

    /// <inheritdoc cref="ToKnown"/>
    internal ConnectionUser ToConnection()
    {
        var user = ToKnown();
        return new(user.Name, user.Roles, Kind, user.Claims);
    }

    internal static ScriptWsUser? Of(ConnectionUser? user) => user is null ? null : new ScriptWsUser(user.Name)
    {
        Roles = user.Roles,
        Kind = user.Kind,
        ExpiresAt = user.ExpiresAt,
        Claims = user.Claims is { } claims ? JsonElement.Parse(claims) : null,
    };
}
