using System.Text;

namespace ScriptWs.Configuration;

/// <summary>What must hold within the section <c>authentication.bearer</c>, and the keys that it names.</summary>
internal static class BearerRules
{
    private const int MinSecretBytes = 32, MaxSecretBytes = 1024;

    /// <returns>Errors, their keys as in <c>authentication.bearer.secret</c>; those of the key set with the file's name.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options)
    {
        var bearer = options.Authentication.Bearer;
        var hasKeys = bearer is not { Secret: null, Jwks: null };
        if (bearer.Secret is { } secret && Encoding.UTF8.GetByteCount(secret) is < MinSecretBytes or > MaxSecretBytes)
            yield return Error(
                "secret",
                $"must have {MinSecretBytes} to {MaxSecretBytes} bytes, and ought to be random (found "
                    + $"{Encoding.UTF8.GetByteCount(bearer.Secret!)})");
        if (!hasKeys && bearer is not { Issuer: null, Audience: null, Algorithms.Count: 0 })
            yield return Error("", "says what tokens must be, but not what they are signed with; set secret or jwks");

        if (bearer.Algorithms.FirstOrDefault(name => !TokenAlgorithms.All.Contains(name)) is { } unknown)
            yield return Error("algorithms", $"must be of {string.Join(", ", TokenAlgorithms.All)} (found {SettingValue.Quote(unknown)})");
        else if (bearer is { Secret: { Length: >= MinSecretBytes } alone, Jwks: null, Algorithms.Count: > 0 }
            && TokenAlgorithms.OfSecretWith(Encoding.UTF8.GetByteCount(alone)) is var fit && !fit.Intersect(bearer.Algorithms).Any())
            yield return Error("algorithms", $"holds none that the secret is long enough for ({string.Join(", ", fit)})");
        if (bearer.NameClaim.Length == 0) yield return Error("nameClaim", "must not be empty");
        if (bearer.RolesClaim.Length == 0) yield return Error("rolesClaim", "must not be empty");
        if (bearer.Jwks is null) yield break;

        // An issuer that publishes keys issues tokens for several servers.
        if (bearer.Issuer is null) yield return Error("issuer", "must be set beside jwks; \"*\" takes tokens of any issuer");
        if (bearer.Audience is null)
            yield return Error("audience", "must be set beside jwks; \"*\" takes tokens that were made for others too");
        KeySetFile.Read(PathOf(options)!, out var problem);
        if (problem.Length > 0) yield return new(Path.GetFileName(bearer.Jwks), "", problem);
    }

    /// <summary>The key set's whole path; <c>null</c> when none is named.</summary>
    public static string? PathOf(ScriptWsOptions options) =>
        options.Authentication.Bearer.Jwks is { } file ? Path.GetFullPath(file, Path.GetFullPath(options.BaseDirectory)) : null;

    /// <summary>All that a token may be signed with, narrowed to the algorithms that are taken; none when tokens are for scripts.</summary>
    /// <exception cref="ConfigurationException">The file is missing or wrong.</exception>
    public static IReadOnlyList<TokenKey> KeysOf(ScriptWsOptions options) =>
        options.Authentication.Bearer is { Secret: null, Jwks: null } ? [] : ReadKeys(options);

    /// <summary>Apart, because it loads the assemblies for tokens.</summary>
    private static List<TokenKey> ReadKeys(ScriptWsOptions options)
    {
        var bearer = options.Authentication.Bearer;
        var keys = new List<TokenKey>();
        if (bearer.Secret is { } secret)
        {
            var bytes = Encoding.UTF8.GetBytes(secret);
            keys.Add(new TokenKey(
                null, new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(bytes), TokenAlgorithms.OfSecretWith(bytes.Length)));
        }

        if (PathOf(options) is { } file)
        {
            keys.AddRange(KeySetFile.Read(file, out var problem));
            if (problem.Length > 0) throw new ConfigurationException([new(Path.GetFileName(file), "", problem)]);
        }

        return bearer.Algorithms.Count == 0
            ? keys
            :
            [
                .. keys.Select(key => key with { Algorithms = [.. key.Algorithms.Intersect(bearer.Algorithms)] })
                    .Where(key => key.Algorithms.Count > 0),
            ];
    }

    private static ConfigurationError Error(string key, string problem) =>
        new("", key.Length == 0 ? "authentication.bearer" : $"authentication.bearer.{key}", problem);
}
