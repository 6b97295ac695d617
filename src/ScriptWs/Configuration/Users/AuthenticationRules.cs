using System.Text.RegularExpressions;

namespace ScriptWs.Configuration;

/// <summary>What must hold within the section <c>authentication</c>.</summary>
internal static partial class AuthenticationRules
{
    /// <summary>The longest name of a user, in characters.</summary>
    public const int MaxNameLength = 256;

    /// <summary>Keys of one user: one in use and one to come, and some to spare.</summary>
    private const int MaxApiKeys = 100;

    /// <returns>Errors without a source, their keys as in <c>authentication.users[0].name</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(ScriptWsOptions options) =>
        [.. CheckSection(options.Authentication), .. BearerRules.Check(options), .. CheckUsers(options), .. CheckEndpoints(options)];

    /// <summary>Whether any endpoint asks its clients who they are.</summary>
    public static bool IsOn(ScriptWsOptions options) =>
        options.Endpoints.Any(endpoint => endpoint.Authentication?.Enabled ?? options.Authentication.Enabled);

    private static IEnumerable<ConfigurationError> CheckSection(AuthenticationOptions options)
    {
        // As most servers have it: the first regular expression of a process takes 3 ms.
        if (options == new AuthenticationOptions()) yield break;

        if (!PrefixText().IsMatch(options.Prefix))
            yield return new(
                "",
                "authentication.prefix",
                "must be a path such as \"/sgc\" of letters, digits and -._~, without a / at its end (found "
                    + $"{SettingValue.Quote(options.Prefix)})");

        // RFC 9110 §5.6.4: what may stand between the quotes of the challenge as it is.
        if (options.Basic.Realm.Any(c => c is < ' ' or > '~' or '"' or '\\'))
            yield return new(
                "",
                "authentication.basic.realm",
                $"must be of ASCII without quotes and backslashes (found {SettingValue.Quote(options.Basic.Realm)})");

        if (!HeaderText().IsMatch(options.ApiKey.Header) || IsTakenElsewhere(options.ApiKey.Header))
            yield return new(
                "",
                "authentication.apiKey.header",
                $"must be a header field of its own, such as \"X-Api-Key\" (found {SettingValue.Quote(options.ApiKey.Header)})");
    }

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder, StringComparison.Ordinal);

    private static bool IsTakenElsewhere(string header) =>
        header.ToLowerInvariant() is "authorization" or "host" or "origin" or "connection" or "upgrade"
        || header.StartsWith("sec-", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<ConfigurationError> CheckEndpoints(ScriptWsOptions options)
    {
        var prefix = options.Authentication.Prefix;
        for (var i = 0; i < options.Endpoints.Count; i++)
        {
            var (endpoint, key) = (options.Endpoints[i], $"endpoints[{i}]");
            if (IsOn(options) && (IsBelow(endpoint.Path, $"{prefix}/auth/") || IsBelow(endpoint.Path, $"{prefix}/req/")))
                yield return new(
                    "",
                    $"{key}.path",
                    $"is where clients authenticate (found {SettingValue.Quote(endpoint.Path)}); choose another, or another "
                        + "authentication.prefix");
            if (endpoint.Authentication?.Kinds.FirstOrDefault(kind => !KindText().IsMatch(kind)) is { } wrong)
                yield return new(
                    "",
                    $"{key}.authentication.kinds",
                    $"must be names such as \"basic\", \"session\", \"url\" or \"bearer\" (found {SettingValue.Quote(wrong)})");
        }
    }

    private static List<ConfigurationError> CheckUsers(ScriptWsOptions options)
    {
        var errors = new List<ConfigurationError>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        CheckUsers(options.Authentication.Users, "authentication.users", seen, errors);

        var inFile = new List<ConfigurationError>();
        var users = UsersFile.Read(options, inFile, out var sourceOf);
        if (inFile.Count == 0) CheckUsers(users, "users", seen, inFile);
        errors.AddRange(inFile.Select(error => error.Source.Length > 0 ? error : error with { Source = sourceOf(Flat(error.Key)) }));
        return errors;

        static string Flat(string key) =>
            key.Replace("[", ":", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', ':');
    }

    private static void CheckUsers(IReadOnlyList<UserOptions> users, string list, HashSet<string> seen, List<ConfigurationError> errors)
    {
        for (var i = 0; i < users.Count; i++)
        {
            var (user, key) = (users[i], $"{list}[{i}]");
            if (NameProblem(user.Name) is { } problem) errors.Add(new("", $"{key}.name", problem));
            else if (!seen.Add(user.Name))
                errors.Add(new("", $"{key}.name", $"is listed twice ({SettingValue.Quote(user.Name)}); remove one"));

            errors.AddRange(CheckSecrets(user, key, seen));
        }
    }

    /// <summary>What is wrong with a user's name, or <c>null</c>.</summary>
    public static string? NameProblem(string name) => name switch
    {
        "" => "must not be empty",
        { Length: > MaxNameLength } => $"must have at most {MaxNameLength} characters",
        // RFC 7617 §2: a name and a password are told apart by the first colon, and neither has control characters.
        _ when name.Contains(':') || name.Any(char.IsControl) =>
            $"must have no colon and no control characters (found {SettingValue.Quote(name)})",
        _ => null,
    };

    private static IEnumerable<ConfigurationError> CheckSecrets(UserOptions user, string key, HashSet<string> seen)
    {
        if (user is { Password: null, PasswordHash: null, ApiKeyHashes.Count: 0 })
            yield return new("", key, "has no password; \"scriptws user NAME\" prints an entry with a passwordHash");
        else if (user is { Password: not null, PasswordHash: not null })
            yield return new("", key, "has a password and a passwordHash; remove the password");

        if (user.PasswordHash is { } hash && !PasswordHash.TryParse(hash, out _))
            yield return new("", $"{key}.passwordHash", "must be a hash that \"scriptws user NAME\" printed");
        if (user.Password is { Length: 0 or > PasswordHash.MaxPasswordLength })
            yield return new("", $"{key}.password", $"must have 1 to {PasswordHash.MaxPasswordLength} characters");
        if (user.ApiKeyHashes.Count > MaxApiKeys)
            yield return new("", $"{key}.apiKeyHashes", $"must have at most {MaxApiKeys} entries (found {user.ApiKeyHashes.Count})");
        for (var i = 0; i < user.ApiKeyHashes.Count; i++)
        {
            if (!ApiKey.IsHash(user.ApiKeyHashes[i]))
                yield return new("", $"{key}.apiKeyHashes[{i}]", "must be a hash that \"scriptws user NAME --api-key\" printed");
            // A colon keeps them apart from names.
            else if (!seen.Add(user.ApiKeyHashes[i] + ":"))
                yield return new("", $"{key}.apiKeyHashes[{i}]", "is listed twice; a key has one owner");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex HeaderText();

    [GeneratedRegex("^(/[A-Za-z0-9._~-]+)+$")]
    private static partial Regex PrefixText();

    [GeneratedRegex("^[a-z0-9!#$%&'*+.^_`|~-]+$")]
    private static partial Regex KindText();
}
