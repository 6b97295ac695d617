using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ScriptWs.Protocol;

/// <summary>
/// The header fields of a request in one array, by lower-case name. Each connection keeps its fields as long as it lives:
/// a hash table would take three times the memory, and is no faster for the few fields of a request.
/// </summary>
internal sealed class HeaderFields : IReadOnlyDictionary<string, string>
{
    private string[] _namesAndValues = new string[16];
    private int _used;

    public int Count => _used / 2;

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    /// <returns><c>false</c> when there is a field of this name already.</returns>
    public bool TryAdd(string name, string value)
    {
        if (ContainsKey(name)) return false;

        if (_used == _namesAndValues.Length) Array.Resize(ref _namesAndValues, _used * 2);
        (_namesAndValues[_used], _namesAndValues[_used + 1]) = (name, value);
        _used += 2;
        return true;
    }

    /// <summary>Adds to the value of a field that is there.</summary>
    public void Join(string name, string separator, string value)
    {
        var at = IndexOf(name);
        _namesAndValues[at + 1] = _namesAndValues[at + 1] + separator + value;
    }

    /// <summary>The fields but one.</summary>
    public static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> fields, string name) =>
        fields.ContainsKey(name) ? With(fields, name, null) : fields;

    /// <summary>The fields, with another value for one of them; <c>null</c> leaves it out.</summary>
    public static IReadOnlyDictionary<string, string> With(IReadOnlyDictionary<string, string> fields, string name, string? value)
    {
        var changed = new HeaderFields();
        foreach (var (key, old) in fields)
        {
            if ((key == name ? value : old) is { } kept) changed.TryAdd(key, kept);
        }

        return changed;
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var at = IndexOf(key);
        value = at < 0 ? null : _namesAndValues[at + 1];
        return at >= 0;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _used; i += 2) yield return new(_namesAndValues[i], _namesAndValues[i + 1]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (var i = 0; i < _used; i += 2)
        {
            if (_namesAndValues[i] == name) return i;
        }

        return -1;
    }
}
