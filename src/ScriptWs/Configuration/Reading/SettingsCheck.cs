using System.Text;
using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>
/// Reads a JSON file of settings strictly: comments and trailing commas are permitted, every key must be known, every value of
/// its kind. Errors are collected with their lines.
/// </summary>
internal ref struct SettingsCheck
{
    /// <summary>The longest list: binding looks through all keys for each entry.</summary>
    private const int MaxEntries = 1000;

    private static readonly JsonReaderOptions Json = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 32,
    };

    private readonly string _name;
    private readonly byte[] _bytes;
    private readonly List<ConfigurationError> _errors;
    private readonly Dictionary<string, string?> _values;
    private readonly Dictionary<string, int> _lines;
    private readonly Dictionary<string, JsonElement> _data;
    private Utf8JsonReader _reader;
    private int _counted;
    private int _line = 1;

    private SettingsCheck(string name, byte[] bytes, List<ConfigurationError> errors)
    {
        (_name, _bytes, _errors) = (name, bytes, errors);
        _values = new(StringComparer.OrdinalIgnoreCase);
        _lines = new(StringComparer.OrdinalIgnoreCase);
        _data = new(StringComparer.OrdinalIgnoreCase);
        _reader = new Utf8JsonReader(bytes, Json);
    }

    /// <param name="name">The file's name, for errors.</param>
    /// <param name="bytes">What the file contains.</param>
    /// <param name="document">What it must contain.</param>
    /// <param name="errors">Where errors are added.</param>
    /// <param name="lines">The line of each key.</param>
    /// <param name="data">The values whose names are the user's own, by flat key.</param>
    /// <returns>The values that are right, by flat key (<c>limits:maxMessageSize</c>).</returns>
    public static Dictionary<string, string?> Read(
        string name,
        byte[] bytes,
        Setting document,
        List<ConfigurationError> errors,
        out Dictionary<string, int> lines,
        out Dictionary<string, JsonElement> data)
    {
        var check = new SettingsCheck(name, bytes, errors);
        (lines, data) = (check._lines, check._data);
        check.ReadAll(document);
        return check._values;
    }

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
            _errors.Add(new(
                $"{_name}({e.LineNumber + 1})",
                "",
                $"this is not JSON at column {e.BytePositionInLine + 1}; look for a missing comma, quote or bracket just before"));
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
        else if (setting.Kind == SettingKind.Data && token == JsonTokenType.StartObject) ReadData(path);
        else if (setting.Attribute.TakesFlag && token is (JsonTokenType.True or JsonTokenType.False))
            _values[Join(path, "enabled")] = token == JsonTokenType.True ? "true" : "false";
        else if (HasParts(setting) || token is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.Null)
            Refuse(setting, path, token);
        else ReadScalar(setting, path, token);
    }

    private static bool HasParts(Setting setting) =>
        setting.Kind is SettingKind.Section or SettingKind.List or SettingKind.Map or SettingKind.Data;

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
            else if (path.Length == 0 && name == "$schema") CheckSchema();
            else RefuseUnknown(section, path, name, line);
        }

        if (_values.Count == before && path.Length > 0)
            _values[path] = ""; // an empty section is its defaults, and not null or missing from a list
    }

    /// <summary>Where an editor finds the schema; nothing to the server.</summary>
    private void CheckSchema()
    {
        if (_reader.TokenType != JsonTokenType.String) _errors.Add(new($"{_name}({Line()})", "$schema", "must be a text"));
        _reader.Skip();
    }

    private void RefuseUnknown(Setting section, string path, string name, int line)
    {
        var names = section.Keys.Select(key => key.Key);
        var nearest = SettingPlaces.Of(name) ?? (Nearest.To(name, names) is { } similar ? $"\"{similar}\"" : null);
        var advice = nearest is null ? $"there are {string.Join(", ", names)}" : $"did you mean {nearest}?";
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

        if (count > MaxEntries)
            _errors.Add(new($"{_name}({_lines[path]})", Dotted(path), $"must have at most {MaxEntries} entries (found {count})"));
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
            var isName = name.Length > 0 && !name.Contains(':');
            if (isName && seen.Add(name) && seen.Count <= MaxEntries) ReadValue(map.Element, Join(path, name));
            else _errors.Add(new(
                $"{_name}({line})",
                Dotted(Join(path, name)),
                isName ? "is set twice, or one too many; remove one" : "must be a name without a colon"));
        }
    }

    private void ReadData(string path)
    {
        var line = Line();
        using var document = JsonDocument.ParseValue(ref _reader);
        if (SettingsData.Check(document.RootElement) is { } problem) _errors.Add(new($"{_name}({line})", Dotted(path), problem));
        else _data[path] = document.RootElement.Clone();
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
        _errors.Add(new(
            $"{_name}({Line()})",
            Dotted(path),
            $"{(path.Length == 0 ? "the configuration " : "")}must be {SettingValue.Wanted(setting)} (found {found})"));
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
