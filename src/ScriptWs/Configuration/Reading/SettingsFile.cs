using System.Text;
using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>
/// Reads a server.json strictly: JSON with comments and trailing commas, every key known, every value of its kind. What is
/// wrong is collected with its line; what is right comes out as flat keys (<c>limits:maxMessageSize</c>).
/// </summary>
internal ref struct SettingsFile
{
    /// <summary>The largest file that is read.</summary>
    private const long MaxSize = 1 << 20;

    /// <summary>The longest list: binding looks through all keys for each entry.</summary>
    private const int MaxEntries = 1000;

    private static readonly JsonReaderOptions Json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 32 };

    private readonly string _name;
    private readonly byte[] _bytes;
    private readonly List<ConfigurationError> _errors;
    private readonly Dictionary<string, string?> _values;
    private readonly Dictionary<string, int> _lines;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line = 1;

    private SettingsFile(string name, byte[] bytes, List<ConfigurationError> errors)
    {
        (_name, _bytes, _errors) = (name, bytes, errors);
        _values = new(StringComparer.OrdinalIgnoreCase);
        _lines = new(StringComparer.OrdinalIgnoreCase);
        _reader = new Utf8JsonReader(bytes, Json);
    }

    /// <param name="file">The path.</param>
    /// <param name="document">What the file holds.</param>
    /// <param name="errors">Where errors are added.</param>
    /// <param name="lines">The line of each key.</param>
    /// <returns>The values by flat key.</returns>
    public static Dictionary<string, string?> Read(string file, Setting document, List<ConfigurationError> errors, out Dictionary<string, int> lines)
    {
        var name = Path.GetFileName(file);
        var reader = new SettingsFile(name, Load(file, document, errors), errors);
        lines = reader._lines;
        if (errors.Count == 0) reader.ReadAll(document);
        return reader._values;
    }

    private static byte[] Load(string file, Setting document, List<ConfigurationError> errors)
    {
        try
        {
            var length = SourceFiles.LengthOf(file);
            if (length is >= 0 and <= MaxSize) return Trim(SourceFiles.ReadAllBytes(file));
            errors.Add(new(file, "", length >= 0 ? $"the file is larger than {MaxSize >> 20} MiB" : document == ServerSettings.Root ? "there is no such file; \"scriptws new DIRECTORY\" makes one" : "there is no such file"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            errors.Add(new(file, "", "the file cannot be read"));
        }

        return [];
    }

    private static byte[] Trim(byte[] bytes) => bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    private void ReadAll(Setting document)
    {
        try
        {
            _reader.Read();
            ReadValue(document, "");
            while (_reader.Read())
            {
            }
        }
        catch (JsonException) when (_bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            _errors.Add(new(_name, "", "the file is empty; \"scriptws new DIRECTORY\" writes one to begin with"));
        }
        catch (JsonException e)
        {
            _errors.Add(new($"{_name}({e.LineNumber + 1})", "", $"this is not JSON at column {e.BytePositionInLine + 1}; look for a missing comma, quote or bracket just before"));
        }
        catch (InvalidOperationException)
        {
            // A text with bytes that are no UTF-8: the reader says so only when the text is taken.
            _errors.Add(new($"{_name}({Line()})", "", "this text is not UTF-8"));
        }
    }

    private void ReadValue(Setting setting, string path)
    {
        var token = _reader.TokenType;
        if (path.Length > 0) _lines[path] = Line();

        if (token == JsonTokenType.Null && setting.IsNullable) return;
        if (setting.Kind == SettingKind.Section && token == JsonTokenType.StartObject) ReadSection(setting, path);
        else if (setting.Kind == SettingKind.List && token == JsonTokenType.StartArray) ReadList(setting, path);
        else if (setting.Kind == SettingKind.Map && token == JsonTokenType.StartObject) ReadMap(setting, path);
        else if (setting.Attribute.TakesFlag && token is (JsonTokenType.True or JsonTokenType.False)) _values[Join(path, "enabled")] = token == JsonTokenType.True ? "true" : "false";
        else if (setting.Kind is SettingKind.Section or SettingKind.List or SettingKind.Map || token is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null) Refuse(setting, path, token);
        else ReadScalar(setting, path, token);
    }

    private void ReadSection(Setting section, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var before = _values.Count;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = _reader.GetString()!;
            var line = Line();
            var setting = section.Keys.FirstOrDefault(key => key.Key == name);
            if (!seen.Add(name)) _errors.Add(new($"{_name}({line})", Dotted(Join(path, name)), "is set twice; remove one"));

            _reader.Read();
            if (setting is not null) ReadValue(setting, Join(path, name));
            else if (path.Length == 0 && name == "$schema") _reader.Skip();
            else RefuseUnknown(section, path, name, line);
        }

        if (_values.Count == before && path.Length > 0) _values[path] = ""; // an empty section is its defaults, and not null or missing from a list
    }

    private void RefuseUnknown(Setting section, string path, string name, int line)
    {
        var nearest = SettingPlaces.Of(name) ?? (Nearest.To(name, section.Keys.Select(key => key.Key)) is { } similar ? $"\"{similar}\"" : null);
        var advice = nearest is null ? $"there are {string.Join(", ", section.Keys.Select(key => key.Key))}" : $"did you mean {nearest}?";
        var where = path.Length == 0 ? "" : $" of {Dotted(path)}";
        _errors.Add(new($"{_name}({line})", "", $"{SettingValue.Quote(name)} is not a setting{where}; {advice}"));
        _reader.Skip();
    }

    private void ReadList(Setting list, string path)
    {
        var count = 0;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (count < MaxEntries) ReadValue(list.Element, $"{path}:{count}");
            else _reader.Skip();
            count++;
        }

        if (count > MaxEntries) _errors.Add(new($"{_name}({_lines[path]})", Dotted(path), $"must have at most {MaxEntries} entries (found {count})"));
        if (count == 0) _values[path] = ""; // an empty list is a list, and not the default
    }

    private void ReadMap(Setting map, string path)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, line) = (_reader.GetString()!, Line());
            _reader.Read();
            // A colon would part the flat key, in which letters of both cases are the same.
            if (name.Length > 0 && !name.Contains(':') && seen.Add(name) && seen.Count <= MaxEntries) ReadValue(map.Element, Join(path, name));
            else _errors.Add(new($"{_name}({line})", Dotted(Join(path, name)), name.Contains(':') || name.Length == 0 ? "must be a name without a colon" : "is set twice, or one too many; remove one"));
        }
    }

    private void ReadScalar(Setting setting, string path, JsonTokenType token)
    {
        var text = token == JsonTokenType.String ? _reader.GetString()! : Encoding.UTF8.GetString(_reader.ValueSpan);
        var isNumber = token == JsonTokenType.Number;
        var isFlag = token is JsonTokenType.True or JsonTokenType.False;
        var fits = setting.Kind switch
        {
            SettingKind.Flag => isFlag,
            SettingKind.Number => isNumber,
            SettingKind.Size or SettingKind.Duration => !isFlag,
            _ => token == JsonTokenType.String,
        };
        if (!fits) Refuse(setting, path, token);
        else if (SettingValue.Read(setting, text, out var problem) is null) _errors.Add(new($"{_name}({Line()})", Dotted(path), problem!));
        else _values[path] = text;
    }

    private void Refuse(Setting setting, string path, JsonTokenType token)
    {
        var found = token switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            _ when setting.Attribute.IsSecret => "something else",
            JsonTokenType.String => SettingValue.Quote(_reader.GetString()!),
            _ => Encoding.UTF8.GetString(_reader.ValueSpan),
        };
        _errors.Add(new($"{_name}({Line()})", Dotted(path), $"{(path.Length == 0 ? "the configuration " : "")}must be {SettingValue.Wanted(setting)} (found {found})"));
        _reader.Skip();
    }

    /// <summary>The current token's line, counted on from where it was asked last.</summary>
    private int Line()
    {
        var at = (int)_reader.TokenStartIndex;
        _line += _bytes.AsSpan(_counted, at - _counted).Count((byte)'\n');
        _counted = at;
        return _line;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}:{name}";

    private static string Dotted(string path) => SettingsBinder.Dotted(path);
}
