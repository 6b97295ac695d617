using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>How long a value is as text, at the least: its strings' characters, and one for everything else.</summary>
internal static class JsonLength
{
    /// <summary>Deeper values are not looked into; <c>JSON.stringify</c> itself says that they are too deep, or circular.</summary>
    private const int MaxDepth = 200;

    /// <returns>The length, or more than <paramref name="enough"/> as soon as that is passed.</returns>
    public static long AtLeast(Engine engine, JsValue value, long enough) => Add(new TurnCheck(engine), value, 0, enough, 0);

    private static long Add(TurnCheck check, JsValue value, long length, long enough, int depth)
    {
        check.Step();
        if (value is JsString text) return length + text.Length + 1;
        if (value is not ObjectInstance || depth == MaxDepth) return length + 1;
        if (value is JsArray array)
        {
            for (var i = 0u; i < array.Length && length <= enough; i++) length = Add(check, array[i], length, enough, depth + 1);
            return length;
        }

        if (value is not JsObject plain) return length + 1;

        foreach (var (_, property) in plain.GetOwnProperties())
        {
            if (length > enough) break;
            if (!property.IsAccessorDescriptor()) length = Add(check, property.Value, length, enough, depth + 1);
        }

        return length;
    }
}
