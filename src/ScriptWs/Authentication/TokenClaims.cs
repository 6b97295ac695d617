using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>What a token whose signature is right says (RFC 7519 §4).</summary>
internal sealed class TokenClaims
{
    /// <summary>The longest name of a role, and the most roles; as for those that scripts give.</summary>
    private const int MaxRoleLength = 256, MaxRoles = 256;

    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>The last second that a date can be.</summary>
    private static readonly double MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private readonly JsonElement _claims;

    private TokenClaims(JsonElement claims) => _claims = claims;

    /// <returns><c>null</c> when it is no JSON object, or names a claim twice.</returns>
    public static TokenClaims? Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new TokenClaims(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>When it is good from and to; no beginning when it names none.</summary>
    /// <returns><c>false</c> when it never ends, or its times are none.</returns>
    public bool TryGetTimes(out DateTimeOffset from, out DateTimeOffset to)
    {
        from = DateTimeOffset.MinValue;
        return TryGetTime("exp", out to) && (!_claims.TryGetProperty("nbf", out _) || TryGetTime("nbf", out from));
    }

    /// <returns><c>null</c> when it names no user.</returns>
    public KnownUser? UserBy(BearerOptions options)
    {
        if (Find(options.NameClaim) is not { ValueKind: JsonValueKind.String } claim || claim.GetString() is not { Length: > 0 and <= AuthenticationRules.MaxNameLength } name || name.Any(char.IsControl)) return null;
        return RolesBy(options) is { } roles ? new KnownUser(name, roles, _claims.GetRawText()) : null;
    }

    /// <returns><c>null</c> when they are invalid: roles read wrongly could grant too little or too much.</returns>
    private string[]? RolesBy(BearerOptions options)
    {
        string[]? roles = Find(options.RolesClaim) switch
        {
            null or { ValueKind: JsonValueKind.Null } => [],
            { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(role => role.ValueKind == JsonValueKind.String ? role.GetString()! : "")],
            _ => null,
        };
        return roles is { Length: <= MaxRoles } && roles.All(role => role.Length is > 0 and <= MaxRoleLength) ? roles : null;
    }

    /// <summary>A claim by its whole name, which may have dots in it, or by the way to it.</summary>
    private JsonElement? Find(string name)
    {
        if (_claims.TryGetProperty(name, out var claim)) return claim;

        claim = _claims;
        foreach (var part in name.Split('.'))
        {
            if (claim.ValueKind != JsonValueKind.Object || !claim.TryGetProperty(part, out claim)) return null;
        }

        return claim;
    }

    private bool TryGetTime(string name, out DateTimeOffset time)
    {
        time = default;
        if (!_claims.TryGetProperty(name, out var claim) || claim.ValueKind != JsonValueKind.Number || !claim.TryGetDouble(out var seconds) || seconds < 0 || seconds > MaxSeconds) return false;
        time = DateTimeOffset.UnixEpoch.AddSeconds(seconds);
        return true;
    }
}
