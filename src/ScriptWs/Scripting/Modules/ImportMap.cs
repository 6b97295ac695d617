using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>What <c>endpoints[].imports</c>, and after it <c>script.imports</c>, puts in the place of specifiers.</summary>
/// <param name="entries">Specifiers and their targets. One that ends with a slash stands for all that begin with it.</param>
/// <param name="folder">The folder that targets are relative to.</param>
/// <param name="setting">The setting that the entries come from, for messages.</param>
internal sealed class ImportMap(
    IReadOnlyDictionary<string, string> entries, string folder, string setting = ImportMap.ServerSetting)
{
    public const string ServerSetting = "script.imports";

    public static ImportMap Empty { get; } = new(new Dictionary<string, string>(), "");

    /// <summary>Asked where this map contains no entry for a specifier.</summary>
    private ImportMap? Fallback { get; init; }

    /// <summary>The map of one endpoint: its own entries come before those of the server.</summary>
    public static ImportMap Of(ScriptWsOptions options, string path)
    {
        var server = new ImportMap(options.Script.Imports, options.BaseDirectory);
        var (index, endpoint) = options.Endpoints.Index().FirstOrDefault(one => one.Item.Path == path);
        return endpoint is { Imports.Count: > 0 }
            ? new ImportMap(endpoint.Imports, options.BaseDirectory, $"endpoints[{index}].imports") { Fallback = server }
            : server;
    }

    /// <returns>What a specifier is replaced by; <c>null</c> without an entry for it.</returns>
    public MappedImport? TargetOf(string specifier)
    {
        if (!entries.TryGetValue(specifier, out var target))
        {
            var prefixes = entries.Keys.Where(key => key.EndsWith('/') && specifier.StartsWith(key, StringComparison.Ordinal));
            var prefix = prefixes.MaxBy(key => key.Length);
            if (prefix is null) return Fallback?.TargetOf(specifier);

            target = entries[prefix] + specifier[prefix.Length..];
        }

        return new MappedImport(ScriptPaths.IsRelative(target) ? Path.GetFullPath(Path.Combine(folder, target)) : target, setting);
    }
}
