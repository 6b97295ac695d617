using System.Buffers.Text;
using System.Text.Json;

namespace ScriptWs.Authentication;

/// <summary>
/// The header of a signed token (RFC 7515 §4), read strictly: the sender of the token writes it, and decides how
/// the rest is looked at.
/// </summary>
/// <param name="Algorithm">Its <c>alg</c>.</param>
/// <param name="KeyId">Its <c>kid</c>; <c>null</c> when it names none.</param>
internal sealed record JwtHeader(string Algorithm, string? KeyId)
{
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Types of tokens that are shown to get in (RFC 7519 §5.1, RFC 9068 §2.1); others are made for something else (RFC 8725 §3.11).</summary>
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt", "application/jwt"];

    /// <summary>
    /// What changes how a token is read, and is never followed here: extensions that must be understood (RFC 7515 §4.1.11), a token within a
    /// token (RFC 7519 §5.2), a payload that is not encoded (RFC 7797 §3), and what belongs to encrypted tokens (RFC 7516 §4.1).
    /// </summary>
    private static readonly string[] Unread = ["crit", "cty", "b64", "zip", "enc"];

    /// <summary>Whether a token is a JWT, in whatever state, and not a token of another kind.</summary>
    public static bool IsJwt(string token)
    {
        using var header = Parse(token);
        return header is { RootElement.ValueKind: JsonValueKind.Object } && header.RootElement.TryGetProperty("alg", out _);
    }

    /// <returns><c>null</c> for a header that no token to get in with has.</returns>
    public static JwtHeader? Read(string token)
    {
        if (!token.Split('.').All(part => Base64UrlText.Decode(part) is not null)) return null;
        using var header = Parse(token, Json);
        if (header is not { RootElement: { ValueKind: JsonValueKind.Object } fields } || Text(fields, "alg") is not { } algorithm) return null;

        if (Unread.Any(name => fields.TryGetProperty(name, out _))) return null;
        if (fields.TryGetProperty("typ", out _) && !Types.Contains(Text(fields, "typ"), StringComparer.OrdinalIgnoreCase)) return null;
        return fields.TryGetProperty("kid", out _) && Text(fields, "kid") is null ? null : new JwtHeader(algorithm, Text(fields, "kid"));
    }

    private static JsonDocument? Parse(string token, JsonDocumentOptions options = default)
    {
        var part = token.AsSpan(0, Math.Max(0, token.IndexOf('.', StringComparison.Ordinal)));
        if (part.IsEmpty || !Base64Url.IsValid(part)) return null;
        try
        {
            return JsonDocument.Parse(Base64Url.DecodeFromChars(part), options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
