using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Configuration;

/// <summary>Puts the text of a file in place of <c>{ "file": "/run/secrets/key" }</c> in <c>settings</c>.</summary>
/// <param name="folder">Where relative paths start.</param>
/// <param name="errors">Where errors are added, without a source.</param>
internal sealed class SecretFiles(string folder, List<ConfigurationError> errors)
{
    /// <summary>The largest file, in bytes.</summary>
    public const int MaxSize = 64 << 10;

    /// <summary>The most files of one configuration.</summary>
    public const int MaxFiles = 100;

    private const string Name = "file";

    private readonly List<string> _paths = [];

    /// <summary>The whole paths of the files.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Whether an object stands for the text of a file.</summary>
    public static bool IsReference(JsonObject value) =>
        value.Count == 1 && value[Name] is { } path && path.GetValueKind() == JsonValueKind.String;

    /// <summary>Puts the texts of all files in their places, in the server's settings and in those of its endpoints.</summary>
    /// <param name="options">The options, with the folder that paths start from.</param>
    /// <param name="errors">Where errors are added, without a source.</param>
    public static ScriptWsOptions Resolve(ScriptWsOptions options, List<ConfigurationError> errors)
    {
        var files = new SecretFiles(options.BaseDirectory, errors);
        return options with
        {
            Settings = files.Resolve(options.Settings, "settings"),
            Endpoints =
            [
                .. options.Endpoints.Select((endpoint, index) => endpoint.Settings.ValueKind == JsonValueKind.Undefined
                    ? endpoint
                    : endpoint with { Settings = files.Resolve(endpoint.Settings, $"endpoints[{index}].settings") }),
            ],
            SecretFiles = files.Paths,
        };
    }

    private JsonElement Resolve(JsonElement settings, string key)
    {
        if (settings.ValueKind != JsonValueKind.Object || !Names(settings)) return settings;

        return SettingsData.ElementOf(Resolved(JsonObject.Create(settings), key)!);
    }

    /// <summary>Whether there may be a reference at all: most settings have none, and stay as they are.</summary>
    private static bool Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.TryGetProperty(Name, out _) || value.EnumerateObject().Any(property => Names(property.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(Names),
        _ => false,
    };

    private JsonNode? Resolved(JsonNode? value, string key)
    {
        switch (value)
        {
            case JsonObject reference when IsReference(reference) && !key.EndsWith("settings", StringComparison.Ordinal):
                return Read((string)reference[Name]!, key);
            case JsonObject parent:
                var joined = new JsonObject();
                foreach (var (name, inner) in parent) joined[name] = Resolved(inner, $"{key}.{name}");
                return joined;
            case JsonArray list:
                return new JsonArray([.. list.Select((inner, index) => Resolved(inner, $"{key}[{index}]"))]);
            default:
                return value?.DeepClone();
        }
    }

    private JsonValue? Read(string file, string key)
    {
        if (_paths.Count == MaxFiles)
        {
            errors.Add(new("", key, $"is one file too many; there can be {MaxFiles}"));
            return null;
        }

        var path = Path.GetFullPath(file, Path.GetFullPath(folder));
        _paths.Add(path);
        if (Load(path, out var text) is not { } problem) return JsonValue.Create(text);

        errors.Add(new("", key, $"names a file that {problem} (found {SettingValue.Quote(file)})"));
        return null;
    }

    /// <returns>What is wrong; <c>null</c> when nothing is.</returns>
    private static string? Load(string path, out string text)
    {
        text = "";
        try
        {
            var length = SourceFiles.LengthOf(path);
            if (length < 0) return "is not there";
            if (length == 0) return "is empty";
            if (length > MaxSize) return $"is larger than {MaxSize >> 10} KiB";

            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(SourceFiles.ReadAllBytes(path)).TrimStart('\uFEFF');
            // Editors and echo end a line; no secret does.
            if (text.EndsWith('\n')) text = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text[..^1];
            return null;
        }
        catch (DecoderFallbackException)
        {
            return "is not UTF-8";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return "cannot be read";
        }
    }
}
