namespace ScriptWs.Configuration;

/// <summary>Finds settings that were written in the wrong section.</summary>
internal static class SettingPlaces
{
    private const int MaxPlaces = 3;

    /// <returns>Where a key of this name belongs, as in <c>listen[].port or admin.port</c>; <c>null</c> for none or too many places.</returns>
    public static string? Of(string name)
    {
        string[] places = [.. Below(Setting.Root, "").Where(path => path.EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)).Take(MaxPlaces + 1)];
        return places.Length is > 0 and <= MaxPlaces ? string.Join(" or ", places) : null;
    }

    private static IEnumerable<string> Below(Setting section, string path) =>
        from key in section.Keys
        let at = path.Length == 0 ? key.Key : $"{path}.{key.Key}"
        from found in (key.Kind == SettingKind.List ? Below(key.Element, $"{at}[]") : Below(key, at)).Prepend(at)
        select found;
}
