using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>Reads the file that <c>authentication.usersFile</c> names, as strictly as server.json.</summary>
internal static class UsersFile
{
    private static readonly Setting Root = Setting.Document(typeof(UsersFileOptions), static () => new UsersFileOptions());

    /// <returns>The configured users and those of the file, if one is named.</returns>
    /// <exception cref="ConfigurationException">The file is missing or wrong.</exception>
    public static IReadOnlyList<UserOptions> AllUsersOf(ScriptWsOptions options)
    {
        var errors = new List<ConfigurationError>();
        var users = Read(options, errors, out _);
        return errors.Count == 0 ? [.. options.Authentication.Users, .. users] : throw new ConfigurationException(errors);
    }

    /// <param name="options">Where the file is named.</param>
    /// <param name="errors">Where errors are added, with the file's name and line.</param>
    /// <param name="sourceOf">Tells where the user of an index stands.</param>
    /// <returns>The file's users; none when no file is named.</returns>
    public static IReadOnlyList<UserOptions> Read(
        ScriptWsOptions options, List<ConfigurationError> errors, out Func<string, string> sourceOf)
    {
        sourceOf = static _ => "";
        if (options.Authentication.UsersFile is not { } path) return [];

        var before = errors.Count;
        var file = SettingsFile.Read(Path.Combine(options.BaseDirectory, path), Root, errors);
        var source = sourceOf = key => file.PlaceOf(key) ?? file.Name;
        if (errors.Count > before) return [];

        var read = (UsersFileOptions)new SettingsBinder(errors, source).Read(Root, new ConfigurationBuilder().Add(file.Source).Build());
        return read.Users;
    }

    private sealed record UsersFileOptions
    {
        [Setting("The users that are known.")]
        public IReadOnlyList<UserOptions> Users { get; init; } = [];
    }
}
