using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>
/// Tells whose a JWT is (RFC 7519, by the advice of RFC 8725). Signature, issuer and audience are checked by
/// Microsoft.IdentityModel, with the keys that fit the algorithm and no others. Any thread.
/// </summary>
internal sealed class TokenValidator(BearerOptions options, IReadOnlyList<TokenKey> keys, TimeProvider clock)
{
    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>Whether tokens are looked at here at all, and not left to scripts.</summary>
    public bool HasKeys => keys.Count > 0;

    /// <summary>Some ten microseconds with a secret, a hundred with a curve; with a key set it may be so much for each key of the algorithm.</summary>
    public async ValueTask<AuthenticationResult> ValidateAsync(string token)
    {
        if (JwtHeader.Read(token) is not { } header || token.Split('.') is not [_, var payload, _]) return AuthenticationResult.Wrong.Instance;

        SecurityKey[] candidates = [.. from key in keys
                                       where key.Algorithms.Contains(header.Algorithm, StringComparer.Ordinal)
                                       where key.Id is null || header.KeyId is null || key.Id == header.KeyId
                                       select key.Key];
        if (candidates.Length == 0) return AuthenticationResult.Wrong.Instance;

        var checkedToken = await Handler.ValidateTokenAsync(token, ParametersFor(header.Algorithm, candidates)).ConfigureAwait(false);
        return checkedToken.IsValid && Base64UrlText.Decode(payload) is { } json && TokenClaims.Read(json) is { } claims
            ? ResultOf(claims)
            : AuthenticationResult.Wrong.Instance;
    }

    private AuthenticationResult ResultOf(TokenClaims claims)
    {
        if (!claims.TryGetTimes(out var from, out var to) || claims.UserBy(options) is not { } user) return AuthenticationResult.Wrong.Instance;

        var now = clock.GetUtcNow();
        if (now < from - Skew(from)) return AuthenticationResult.Wrong.Instance;

        var end = DateTimeOffset.MaxValue - to > options.ClockSkew ? to + options.ClockSkew : DateTimeOffset.MaxValue;
        return now < end ? new AuthenticationResult.Known(user with { ExpiresAt = end }) : AuthenticationResult.Expired.Instance;
    }

    private TimeSpan Skew(DateTimeOffset from) => from - DateTimeOffset.MinValue > options.ClockSkew ? options.ClockSkew : TimeSpan.Zero;

    private TokenValidationParameters ParametersFor(string algorithm, SecurityKey[] candidates) => new()
    {
        ValidAlgorithms = [algorithm],
        IssuerSigningKeyResolver = (_, _, _, _) => candidates,
        RequireSignedTokens = true,
        ValidateIssuer = options.Issuer is not (null or "*"),
        ValidIssuer = options.Issuer,
        ValidateAudience = options.Audience is not (null or "*"),
        ValidAudience = options.Audience,
        // By the server's own clock, when all else is right: who holds a token that was good once may know that it no longer is.
        ValidateLifetime = false,
        RequireExpirationTime = false,
        IncludeTokenOnFailedValidation = false,
        LogValidationExceptions = false,
    };
}
