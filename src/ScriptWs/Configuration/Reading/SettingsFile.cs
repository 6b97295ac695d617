using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ScriptWs.Configuration;

/// <summary>A JSON file of settings after its check: where each key is, and a source of configuration for the values.</summary>
/// <param name="Name">The file's name, for errors.</param>
/// <param name="Lines">The line of each flat key; empty when the file cannot be read.</param>
/// <param name="Source">The values.</param>
internal sealed record SettingsFile(string Name, IReadOnlyDictionary<string, int> Lines, IConfigurationSource Source)
{
    /// <summary>Values whose names are the user's own, by flat key. <see cref="Source"/> does not contain them.</summary>
    public IReadOnlyDictionary<string, JsonElement> Data { get; private init; } = new Dictionary<string, JsonElement>();

    /// <summary>The largest file that is read.</summary>
    private const long MaxSize = 1 << 20;

    /// <param name="file">The path.</param>
    /// <param name="document">What the file must contain.</param>
    /// <param name="errors">Where errors are added.</param>
    public static SettingsFile Read(string file, Setting document, List<ConfigurationError> errors)
    {
        var (name, before) = (Path.GetFileName(file), errors.Count);
        var json = Load(file, document, errors);
        if (errors.Count > before) return new(name, new Dictionary<string, int>(), new CheckedJsonSource([], []));

        var values = SettingsCheck.Read(name, json, document, errors, out var lines, out var data);
        // A file with errors is read only to find more of them, and .NET's reader would stop at the first.
        return new(name, lines, new CheckedJsonSource(errors.Count == before ? json : [], values)) { Data = data };
    }

    /// <summary>Where a key is, or what is nearest above it.</summary>
    /// <param name="key">A flat key.</param>
    public string? PlaceOf(string key) => Lines.TryGetValue(key, out var line) ? $"{Name}({line})" : null;

    private static byte[] Load(string file, Setting document, List<ConfigurationError> errors)
    {
        try
        {
            var length = SourceFiles.LengthOf(file);
            if (length is >= 0 and <= MaxSize) return Trim(SourceFiles.ReadAllBytes(file));
            errors.Add(new(file, "", length >= 0 ? $"the file is larger than {MaxSize >> 20} MiB" : Missing(document)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add(new(file, "", "the file cannot be read"));
        }

        return [];
    }

    private static string Missing(Setting document) =>
        document == ServerSettings.Root ? "there is no such file; \"scriptws new DIRECTORY\" makes one" : "there is no such file";

    private static byte[] Trim(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;
}
