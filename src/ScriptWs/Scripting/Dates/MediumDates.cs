using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary>
/// Writes dates of the style <c>medium</c> as other engines do, where this can be said in parts of a date; the engine writes them
/// like <c>long</c> ones. Languages that are not here stay so: docs/engine-differences.md.
/// </summary>
internal static class MediumDates
{
    /// <summary>How month and day are written, by language.</summary>
    private static readonly Dictionary<string, (string Month, string Day)> Languages = new(StringComparer.Ordinal)
    {
        ["en"] = ("short", "numeric"),
        ["en-US"] = ("short", "numeric"),
        ["de"] = ("2-digit", "2-digit"),
        ["de-DE"] = ("2-digit", "2-digit"),
        ["ja"] = ("2-digit", "2-digit"),
        ["ja-JP"] = ("2-digit", "2-digit"),
        ["fi"] = ("numeric", "numeric"),
        ["fi-FI"] = ("numeric", "numeric"),
        ["sk"] = ("numeric", "numeric"),
        ["sk-SK"] = ("numeric", "numeric"),
    };

    public static void Apply(Engine engine)
    {
        BuiltIn.WhenAsked(engine, "Intl", intl => Patch(engine, intl));
        var dates = engine.Global.Get("Date").Get("prototype").AsObject();
        foreach (var name in new[] { "toLocaleString", "toLocaleDateString", "toLocaleTimeString" })
        {
            var original = (Function)dates.Get(name);
            dates.FastSetProperty(name, Hidden(new ClrFunction(engine, name, (self, args) => original.Call(self, WithParts(engine, args)))));
        }
    }

    private static void Patch(Engine engine, ObjectInstance intl)
    {
        var original = (Constructor)intl.Get("DateTimeFormat");
        intl.FastSetProperty("DateTimeFormat", Hidden(new DateTimeFormatConstructor(engine, original, args => WithParts(engine, args))));
    }

    private static PropertyDescriptor Hidden(Function function) => new(function, writable: true, enumerable: false, configurable: true);

    private static JsValue[] WithParts(Engine engine, JsValue[] args)
    {
        if (args.At(1) is not ObjectInstance options || options.Get("dateStyle") is not JsString style || style.ToString() != "medium")
            return args;

        var locale = args[0] is JsArray { Length: > 0 } locales ? locales[0] : args[0];
        if (!Languages.TryGetValue(locale.IsUndefined() ? ScriptCulture.Default.Name : locale.ToString(), out var parts)) return args;

        var time = options.Get("timeStyle") is JsString text ? text.ToString() : "";
        var own = new JsObject(engine) { Prototype = options };
        foreach (var (name, value) in new (string, string?)[]
        {
            ("dateStyle", null), ("timeStyle", null), ("year", "numeric"), ("month", parts.Month), ("day", parts.Day),
            ("hour", time.Length > 0 ? "numeric" : null), ("minute", time.Length > 0 ? "2-digit" : null), ("second", time is "" or "short" ? null : "2-digit"),
            ("timeZoneName", time is "long" ? "short" : time is "full" ? "long" : null),
        })
        {
            own.FastSetDataProperty(name, value is null ? JsValue.Undefined : JsString.Create(value));
        }

        return [args[0], own];
    }
}
