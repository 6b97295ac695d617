namespace ScriptWs.Configuration;

/// <summary>What must hold within the section <c>authentication</c>.</summary>
internal static class AuthenticationRules
{
    /// <summary>The longest name of a user, in characters.</summary>
    public const int MaxNameLength = 256;

    /// <returns>Errors without a source, their keys as in <c>authentication.users[0].name</c>.</returns>
    public static IEnumerable<ConfigurationError> Check(AuthenticationOptions options)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Users.Count; i++)
        {
            var (user, key) = (options.Users[i], $"authentication.users[{i}]");
            if (NameProblem(user.Name) is { } problem) yield return new("", $"{key}.name", problem);
            else if (!seen.Add(user.Name)) yield return new("", $"{key}.name", $"is listed twice ({SettingValue.Quote(user.Name)}); remove one");

            foreach (var error in CheckPassword(user, key)) yield return error;
        }
    }

    /// <summary>What is wrong with a user's name, or <c>null</c>.</summary>
    public static string? NameProblem(string name) => name switch
    {
        "" => "must not be empty",
        { Length: > MaxNameLength } => $"must have at most {MaxNameLength} characters",
        // RFC 7617 §2: a name and a password are told apart by the first colon, and neither has control characters.
        _ when name.Contains(':') || name.Any(char.IsControl) => $"must have no colon and no control characters (found {SettingValue.Quote(name)})",
        _ => null,
    };

    private static IEnumerable<ConfigurationError> CheckPassword(UserOptions user, string key)
    {
        if (user is { Password: null, PasswordHash: null })
            yield return new("", key, "has no password; \"scriptws user NAME\" prints an entry with a passwordHash");
        else if (user is { Password: not null, PasswordHash: not null })
            yield return new("", key, "has a password and a passwordHash; remove the password");

        if (user.PasswordHash is { } hash && !PasswordHash.TryParse(hash, out _))
            yield return new("", $"{key}.passwordHash", "must be a hash that \"scriptws user NAME\" printed");
        if (user.Password is { Length: 0 or > PasswordHash.MaxPasswordLength })
            yield return new("", $"{key}.password", $"must have 1 to {PasswordHash.MaxPasswordLength} characters");
    }
}
