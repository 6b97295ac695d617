using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting.Json;

/// <summary>The second and the third argument of <c>JSON.stringify</c>.</summary>
internal static class JsonOptions
{
    private const int MaxGap = 10;

    /// <summary>The names that a list lets through, each once.</summary>
    public static List<JsValue> Listed(ObjectInstance list, TurnCheck check, Wrappers wrappers)
    {
        var names = new List<JsValue>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var length = BuiltIn.LengthOf(list);
        for (var i = 0UL; i < length; i++)
        {
            check.Step();
            var item = list.Get(JsNumber.Create((double)i));
            var value = item is ObjectInstance ? wrappers.NumberOrString(item) : item;
            if (value is JsString or JsNumber && seen.Add(TypeConverter.ToString(value)))
                names.Add(JsString.Create(TypeConverter.ToString(value)));
        }

        return names;
    }

    /// <summary>What each level is indented by.</summary>
    public static string Gap(JsValue space, Wrappers wrappers)
    {
        if (space is ObjectInstance) space = wrappers.Unwrap(space);
        if (space is JsNumber number) return new string(' ', (int)Math.Clamp(TypeConverter.ToIntegerOrInfinity(number), 0, MaxGap));
        return space is JsString text ? text.ToString() is { Length: > MaxGap } longer ? longer[..MaxGap] : text.ToString() : "";
    }
}
