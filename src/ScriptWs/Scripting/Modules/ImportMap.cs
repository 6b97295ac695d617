namespace ScriptWs.Scripting;

/// <summary>What <c>script.imports</c> puts in the place of specifiers.</summary>
/// <param name="entries">Specifiers and their targets. One that ends with a slash stands for all that begin with it.</param>
/// <param name="folder">The folder that targets are relative to.</param>
internal sealed class ImportMap(IReadOnlyDictionary<string, string> entries, string folder)
{
    public static ImportMap Empty { get; } = new(new Dictionary<string, string>(), "");

    /// <returns>The full path of a file, or another specifier; <c>null</c> when nothing is said of this one.</returns>
    public string? TargetOf(string specifier)
    {
        if (entries.Count == 0) return null;
        if (!entries.TryGetValue(specifier, out var target))
        {
            var prefixes = entries.Keys.Where(key => key.EndsWith('/') && specifier.StartsWith(key, StringComparison.Ordinal));
            var prefix = prefixes.MaxBy(key => key.Length);
            if (prefix is null) return null;

            target = entries[prefix] + specifier[prefix.Length..];
        }

        return ScriptPaths.IsRelative(target) ? Path.GetFullPath(Path.Combine(folder, target)) : target;
    }
}
