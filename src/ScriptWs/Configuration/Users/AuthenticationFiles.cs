using System.Security.Cryptography;

namespace ScriptWs.Configuration;

/// <summary>Users and the keys of tokens, in files beside the configuration.</summary>
/// <param name="Users">The users of the configuration and of the users file.</param>
/// <param name="Keys">What tokens may be signed with.</param>
/// <param name="KeySet">A digest of the key set's file, to tell when it has changed; empty without one.</param>
internal sealed record AuthenticationFiles(IReadOnlyList<UserOptions> Users, IReadOnlyList<TokenKey> Keys, string KeySet)
{
    /// <exception cref="ConfigurationException">A file is missing or wrong.</exception>
    public static AuthenticationFiles Of(ScriptWsOptions options) =>
        new(UsersFile.AllUsersOf(options), BearerRules.KeysOf(options), DigestOf(BearerRules.PathOf(options)));

    /// <summary>The files that are named, by their whole paths.</summary>
    public static IReadOnlyList<string> PathsOf(ScriptWsOptions options)
    {
        var users = options.Authentication.UsersFile is { } file ? Path.GetFullPath(file, Path.GetFullPath(options.BaseDirectory)) : null;
        return [.. new[] { users, BearerRules.PathOf(options) }.OfType<string>()];
    }

    private static string DigestOf(string? file)
    {
        try
        {
            return file is null ? "" : Convert.ToHexString(SHA256.HashData(SourceFiles.ReadAllBytes(file)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was there a moment ago; the next look finds that it differs from what is here now.
            return "";
        }
    }
}
