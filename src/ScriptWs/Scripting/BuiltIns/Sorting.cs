using Jint;
using Jint.Native;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Bounds what <c>sort</c> compares as text: long strings that a script has put together are made only then, all at once.
/// </summary>
internal static class Sorting
{
    private const int LongLength = 1000;

    public static void Apply(Engine engine)
    {
        var arrays = BuiltIn.Prototype(engine, "Array");
        foreach (var name in new[] { "sort", "toSorted" })
        {
            BuiltIn.Replace(engine, arrays, new JsString(name), original => (self, args) =>
            {
                if (args.At(0).IsUndefined() && self is JsArray items) Require(engine, items);
                return BuiltIn.Call(original, self, args);
            });
        }
    }

    private static void Require(Engine engine, JsArray items)
    {
        InputLimits.RequireDense(engine, [items]);
        var total = 0L;
        for (var i = 0u; i < items.Length; i++)
        {
            if (items.TryGetValue(i, out var item) && item is JsString { Length: > LongLength } text) total += text.Length;
            if (total > ScriptLimits.MaxStringLength)
                throw Thrown.RangeError(engine, $"The strings are too long to be sorted ({ScriptLimits.MaxStringLength} characters in all at most).");
        }
    }
}
