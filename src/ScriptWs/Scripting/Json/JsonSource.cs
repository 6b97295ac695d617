using Jint.Native;

namespace ScriptWs.Scripting.Json;

/// <summary>Where a value stood in a JSON text, for a reviver.</summary>
/// <param name="Value">What was read.</param>
/// <param name="Start">Where it began.</param>
/// <param name="End">Where it ended.</param>
/// <param name="Inside">Those of its items or properties.</param>
/// <param name="Names">The names of its properties, in the order of <paramref name="Inside"/>.</param>
internal sealed record JsonSource(JsValue Value, int Start, int End, List<JsonSource> Inside, string[]? Names = null)
{
    private Dictionary<string, JsonSource>? _byName;

    /// <summary>The source of a property: the last one with its name counts.</summary>
    public JsonSource? Of(string name)
    {
        if (Names is null) return null;
        if (_byName is null)
        {
            _byName = new Dictionary<string, JsonSource>(StringComparer.Ordinal);
            for (var i = 0; i < Names.Length; i++) _byName[Names[i]] = Inside[i];
        }

        return _byName.GetValueOrDefault(name);
    }
}
