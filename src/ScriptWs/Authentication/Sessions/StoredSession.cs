using System.Text.Json;

namespace ScriptWs.Authentication;

/// <summary>A session as it is kept in a storage. Its token is not.</summary>
/// <param name="Hash">The hash of its token.</param>
/// <param name="User">Whose session it is.</param>
/// <param name="Scope">The endpoint that it is good for; <c>null</c> for all.</param>
/// <param name="At">When it was created, in milliseconds since 1970.</param>
/// <param name="Proof">
/// For a configured user, a code of the password's hash under the token: a changed password ends the session. Otherwise <c>null</c>.
/// </param>
internal sealed record StoredSession(string Hash, KnownUser User, string? Scope, long At, string? Proof)
{
    /// <summary>Reads the sessions of a value. One that is damaged has none.</summary>
    public static List<StoredSession> Read(byte[]? value)
    {
        if (value is null) return [];

        try
        {
            using var document = JsonDocument.Parse(value);
            return [.. document.RootElement.EnumerateArray().Select(Of)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }
    }

    public static byte[] Write(IEnumerable<StoredSession> sessions)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var session in sessions) session.WriteTo(json);
            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private static StoredSession Of(JsonElement json)
    {
        var user = new KnownUser(
            json.GetProperty("user").GetString()!,
            [.. json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!)],
            Text("claims"))
        {
            ExpiresAt = json.TryGetProperty("until", out var until) ? DateTimeOffset.FromUnixTimeMilliseconds(until.GetInt64()) : null,
        };
        var at = json.GetProperty("at").GetInt64();
        return new StoredSession(json.GetProperty("hash").GetString()!, user, Text("scope"), at, Text("proof"));

        string? Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
    }

    private void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("hash", Hash);
        json.WriteString("user", User.Name);
        json.WriteStartArray("roles");
        foreach (var role in User.Roles) json.WriteStringValue(role);
        json.WriteEndArray();
        if (User.Claims is { } claims) json.WriteString("claims", claims);
        if (User.ExpiresAt is { } until) json.WriteNumber("until", until.ToUnixTimeMilliseconds());
        if (Scope is not null) json.WriteString("scope", Scope);
        json.WriteNumber("at", At);
        if (Proof is not null) json.WriteString("proof", Proof);
        json.WriteEndObject();
    }
}
