using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Fuzz.Script;

/// <summary>Every function that a script can reach from its globals, as an expression. They are found by walking, so that new ones are tried too.</summary>
public static class BuiltIns
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Those of an engine that scripts are given.</summary>
    public static IReadOnlyList<string> Find()
    {
        using var hosted = new HostedProgram("", HostedProgram.Patient);
        return [.. Find(hosted.Host.Engine).Select(function => function.Path)];
    }

    /// <returns>The functions of an engine, and whether each is what a getter or setter runs.</returns>
    public static IReadOnlyList<(string Path, bool IsAccessor)> Find(Engine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var found = new List<(string Path, bool IsAccessor)>();
        var seen = new HashSet<ObjectInstance>(ReferenceEqualityComparer.Instance);
        var waiting = new Queue<(string Path, ObjectInstance Value, bool IsAccessor)>([("globalThis", engine.Global, false)]);
        while (waiting.TryDequeue(out var next))
        {
            if (!seen.Add(next.Value)) continue;
            if (next.Value is Function) found.Add((next.Path, next.IsAccessor));
            foreach (var key in next.Value.GetOwnPropertyKeys(Types.String | Types.Symbol))
            {
                foreach (var part in Of(next.Path, key, next.Value.GetOwnProperty(key))) waiting.Enqueue(part);
            }
        }

        return found;
    }

    private static IEnumerable<(string Path, ObjectInstance Value, bool IsAccessor)> Of(string holder, JsValue key, PropertyDescriptor property)
    {
        var name = key is JsSymbol symbol ? symbol.ToString()["Symbol(".Length..^1] : JsonSerializer.Serialize(key.ToString(), Plain);
        if (property.Get is Function get) yield return ($"Object.getOwnPropertyDescriptor({holder}, {name}).get", get, true);
        if (property.Set is Function set) yield return ($"Object.getOwnPropertyDescriptor({holder}, {name}).set", set, true);
        if (property.Get is null && property.Value is ObjectInstance value) yield return ($"{holder}[{name}]", value, false);
    }
}
