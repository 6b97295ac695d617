namespace ScriptWs.Configuration;

/// <summary>The settings of server.json.</summary>
internal static class ServerSettings
{
    /// <summary>The whole file.</summary>
    public static Setting Root { get; } = Setting.Document(typeof(ScriptWsOptions), static () => new ScriptWsOptions());

    /// <summary>Every setting, each section before its keys.</summary>
    public static IEnumerable<PlacedSetting> All => new PlacedSetting("", Root, null).Below;

    /// <summary>When a change of a setting takes effect.</summary>
    /// <param name="key">As in <c>endpoints[0].path</c>.</param>
    public static Effect EffectOf(string key) =>
        PlaceOf(key).Effect ?? throw new ArgumentException($"{key} does not declare when it takes effect.", nameof(key));

    /// <summary>The setting or section of a key.</summary>
    /// <param name="key">As in <c>endpoints[0].path</c>.</param>
    /// <exception cref="ArgumentException">There is none: a misspelt key must not go unnoticed.</exception>
    public static PlacedSetting PlaceOf(string key)
    {
        var place = new PlacedSetting("", Root, null);
        foreach (var part in key.Split('.'))
        {
            // The names in a map are the user's own, and may contain dots.
            if (place.Setting.Kind == SettingKind.Map) break;

            var name = part.Split('[')[0];
            place = place.Keys.FirstOrDefault(inner => inner.Setting.Key == name)
                ?? throw new ArgumentException($"{key} is not a setting.", nameof(key));
        }

        return place;
    }
}
