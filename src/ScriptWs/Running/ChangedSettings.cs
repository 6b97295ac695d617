using ScriptWs.Configuration;

namespace ScriptWs.Running;

/// <summary>Which settings differ between two configurations.</summary>
/// <param name="Keys">Their keys, as in <c>limits.closeTimeout</c>.</param>
internal sealed record ChangedSettings(IReadOnlyList<string> Keys)
{
    /// <summary>Users and keys in files of their own count as settings.</summary>
    public static ChangedSettings Between(
        ScriptWsOptions old, AuthenticationFiles oldFiles, ScriptWsOptions next, AuthenticationFiles nextFiles)
    {
        var keys = OptionsDiff.Between(With(old, oldFiles.Users), With(next, nextFiles.Users));
        return new(oldFiles.KeySet == nextFiles.KeySet ? keys : [.. keys.Append("authentication.bearer.jwks").Distinct()]);

        static ScriptWsOptions With(ScriptWsOptions options, IReadOnlyList<UserOptions> users) =>
            options with { Authentication = options.Authentication with { Users = users } };
    }

    public bool Contains(string key) => Keys.Contains(key);

    /// <summary>Whether a key begins with this text: a section, as in <c>heartbeat.</c>.</summary>
    public bool Touch(string section) => Keys.Any(key => key.StartsWith(section, StringComparison.Ordinal));
}
