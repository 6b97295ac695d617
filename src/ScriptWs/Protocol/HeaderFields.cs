using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace ScriptWs.Protocol;

/// <summary>
/// The header fields of a request in one array, by lower-case name. Each connection keeps its fields as long as it lives:
/// a hash table would take three times the memory, and is no faster for the few fields of a request.
/// </summary>
internal sealed class HeaderFields : IReadOnlyDictionary<string, string>
{
    private readonly string[] _namesAndValues;

    public HeaderFields(IReadOnlyCollection<KeyValuePair<string, string>> fields) =>
        _namesAndValues = [.. fields.SelectMany(field => (IEnumerable<string>)[field.Key, field.Value])];

    public int Count => _namesAndValues.Length / 2;

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<string> Values => this.Select(pair => pair.Value);

    public string this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException();

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        for (var i = 0; i < _namesAndValues.Length; i += 2)
        {
            if (_namesAndValues[i] != key) continue;
            value = _namesAndValues[i + 1];
            return true;
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (var i = 0; i < _namesAndValues.Length; i += 2) yield return new(_namesAndValues[i], _namesAndValues[i + 1]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
