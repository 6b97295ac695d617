namespace ScriptWs.Configuration;

/// <summary>A setting at its place in server.json.</summary>
/// <param name="Path">As in <c>endpoints[].path</c>.</param>
/// <param name="Setting">The setting.</param>
/// <param name="Effect">When a change takes effect; <c>null</c> when neither the setting nor a section around it declares that.</param>
internal sealed record PlacedSetting(string Path, Setting Setting, Effect? Effect)
{
    /// <summary>The settings inside a section, or inside the entries of a list.</summary>
    public IEnumerable<PlacedSetting> Keys =>
        from key in Setting.Kind == SettingKind.List ? Setting.Element.Keys : Setting.Keys
        select new PlacedSetting(Within(key.Key), key, key.Attribute.OwnEffect ?? Effect);

    /// <summary>All settings below this one, each section before its keys.</summary>
    public IEnumerable<PlacedSetting> Below => Keys.SelectMany(key => key.Below.Prepend(key));

    private string Within(string key) => Path.Length == 0 ? key : Setting.Kind == SettingKind.List ? $"{Path}[].{key}" : $"{Path}.{key}";
}
