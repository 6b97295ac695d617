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

    /// <summary>Whether a setting, or one in a section or list, has changed.</summary>
    /// <param name="place">As in <c>heartbeat</c> or <c>limits.closeTimeout</c>.</param>
    public bool Touch(string place)
    {
        ServerSettings.PlaceOf(place);
        return Keys.Any(key => key == place || (key.StartsWith(place, StringComparison.Ordinal) && key[place.Length] is ('.' or '[')));
    }

    /// <summary>Whether a setting has changed that takes effect like this.</summary>
    public bool Need(Effect effect) => Keys.Any(key => ServerSettings.EffectOf(key) == effect);
}
