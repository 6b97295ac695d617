namespace ScriptWs.Configuration;

/// <summary>Finds settings that were written in the wrong section.</summary>
internal static class SettingPlaces
{
    private const int MaxPlaces = 3;

    /// <returns>
    /// Where a key of this name belongs, as in <c>listen[].port or admin.port</c>; <c>null</c> for none or too many places.
    /// </returns>
    public static string? Of(string name)
    {
        var isNamed = $".{name}";
        string[] places =
        [
            .. ServerSettings.All.Select(place => place.Path)
                .Where(path => path.EndsWith(isNamed, StringComparison.OrdinalIgnoreCase))
                .Take(MaxPlaces + 1),
        ];
        return places.Length is > 0 and <= MaxPlaces ? string.Join(" or ", places) : null;
    }
}
