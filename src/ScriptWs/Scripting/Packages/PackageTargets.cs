using System.Text.Json;

namespace ScriptWs.Scripting.Packages;

/// <summary>
/// Reads <c>exports</c> and <c>imports</c> of a package.json, as Node.js documents them: exact names before patterns, the longest
/// pattern first, the first condition that holds.
/// </summary>
internal static class PackageTargets
{
    /// <summary>
    /// The conditions that hold. <c>browser</c> is one: such files use the web's globals, where others use Node's modules.
    /// </summary>
    private static readonly string[] Conditions = ["scriptws", "import", "module", "browser", "default"];

    /// <returns>What a name stands for; <c>null</c> when nothing is exported under it.</returns>
    /// <param name="exports">The value of <c>exports</c>.</param>
    /// <param name="subpath"><c>.</c>, or a path as in <c>./x</c>.</param>
    public static string? Exported(JsonElement exports, string subpath)
    {
        var isMap = exports.ValueKind == JsonValueKind.Object && exports.EnumerateObject().Any(property => property.Name.StartsWith('.'));
        if (isMap) return Match(exports, subpath);
        return subpath == "." ? Target(exports, "") : null;
    }

    /// <returns>What a <c>#name</c> stands for.</returns>
    /// <param name="imports">The value of <c>imports</c>.</param>
    /// <param name="specifier">What the script wrote.</param>
    public static string? Imported(JsonElement imports, string specifier) =>
        imports.ValueKind == JsonValueKind.Object ? Match(imports, specifier) : null;

    /// <summary>The names that can be imported, for messages.</summary>
    public static IEnumerable<string> Names(JsonElement map) =>
        map.ValueKind == JsonValueKind.Object && map.EnumerateObject().Any(property => property.Name is ['.' or '#', ..])
            ? map.EnumerateObject().Select(property => property.Name)
            : ["."];

    private static string? Match(JsonElement map, string name)
    {
        if (!name.Contains('*') && map.TryGetProperty(name, out var exact)) return Target(exact, "");

        var (best, bestLength, middle) = ((JsonElement?)null, -1, "");
        foreach (var property in map.EnumerateObject())
        {
            var star = property.Name.IndexOf('*');
            if (star < 0 || property.Name.IndexOf('*', star + 1) >= 0) continue;

            var (before, after) = (property.Name[..star], property.Name[(star + 1)..]);
            var fits = name.Length >= before.Length + after.Length && name.StartsWith(before, StringComparison.Ordinal)
                && name.EndsWith(after, StringComparison.Ordinal) && name != before;
            var length = (star << 16) + property.Name.Length;
            if (!fits || length <= bestLength) continue;

            (best, bestLength, middle) = (property.Value, length, name[before.Length..(name.Length - after.Length)]);
        }

        return best is { } found ? Target(found, middle) : null;
    }

    /// <summary>The depth is bounded by that of the file.</summary>
    private static string? Target(JsonElement value, string middle)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return value.GetString()!.Replace("*", middle, StringComparison.Ordinal);
            case JsonValueKind.Array:
                return value.EnumerateArray().Select(item => Target(item, middle)).FirstOrDefault(target => target is not null);
            case JsonValueKind.Object:
                foreach (var condition in value.EnumerateObject())
                {
                    if (!Conditions.Contains(condition.Name)) continue;
                    if (condition.Value.ValueKind == JsonValueKind.Null) return null;
                    if (Target(condition.Value, middle) is { } target) return target;
                }

                return null;
            default:
                return null;
        }
    }
}
