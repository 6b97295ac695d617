using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Native.Symbol;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Bounds what goes into built-ins that make many values, or much text, of one long input within a single step of the engine.
/// </summary>
internal static class InputLimits
{
    /// <summary>Characters of a text that is taken apart.</summary>
    private const int MaxTextLength = ScriptLimits.MaxReplacedLength;

    /// <summary>Properties of a string or a buffer that become a list.</summary>
    private const int MaxListed = 1 << 18;

    /// <summary>Characters that become a regular expression.</summary>
    private const int MaxPatternLength = 1 << 16;

    private static readonly string[] TakenApart = ["split", "match", "matchAll", "search", "normalize"];
    private static readonly string[] Encoders = ["encodeURI", "encodeURIComponent", "decodeURI", "decodeURIComponent", "escape", "unescape"];
    private static readonly string[] Patterns = ["match", "matchAll", "search"];
    private static readonly JsSymbol[] Matchers = [GlobalSymbolRegistry.Match, GlobalSymbolRegistry.MatchAll, GlobalSymbolRegistry.Search];
    private static readonly string[] Copiers = ["concat", "fill"];

    private static readonly string[] Listers =
    [
        "assign", "keys", "values", "entries", "getOwnPropertyNames", "getOwnPropertyDescriptors", "getOwnPropertySymbols", "defineProperties",
        "create", "freeze", "seal", "isFrozen", "isSealed",
    ];

    public static void Apply(Engine engine, Iterating iterating)
    {
        var global = engine.Global;
        var strings = BuiltIn.Prototype(engine, "String");
        foreach (var name in Patterns) Check(strings, name, (_, args) => RequirePattern(engine, args));
        Check(BuiltIn.Prototype(engine, "RegExp"), "compile", (_, args) => RequirePattern(engine, args));
        Bound("RegExp", args => RequirePattern(engine, args));
        foreach (var name in TakenApart) Check(strings, name, (self, _) => RequireText(engine, self));
        foreach (var name in Encoders) Check(global, name, (_, args) => RequireText(engine, args.At(0)));
        foreach (var name in Listers) Check(global.Get("Object").AsObject(), name, (_, args) => RequireListable(engine, args));
        foreach (var name in Copiers)
            Check(BuiltIn.Prototype(engine, "Array"), name, (self, args) => RequireDense(engine, [self, .. args]));
        Check(global.Get("Reflect").AsObject(), "ownKeys", (_, args) => RequireListable(engine, args));
        Check(global.Get("Promise").AsObject(), "allKeyed", (_, args) => RequireListable(engine, args));
        Check(global.Get("Promise").AsObject(), "allSettledKeyed", (_, args) => RequireListable(engine, args));

        Bound("AggregateError", args =>
        {
            if (args.Length > 0) args[0] = iterating.CheckAny(args[0]);
        });

        void Bound(string name, Action<JsValue[]> check) => global.FastSetProperty(
            name,
            new PropertyDescriptor(new BoundedConstructor(engine, name, (Constructor)global.Get(name), check), writable: true, enumerable: false, configurable: true));

        void Check(ObjectInstance holder, string name, Action<JsValue, JsValue[]> check) =>
            BuiltIn.Replace(engine, holder, new JsString(name), original => (self, args) =>
            {
                check(self, args);
                return BuiltIn.Call(original, self, args);
            });
    }

    private static void RequireText(Engine engine, JsValue value)
    {
        if (LengthOf(value) is var length && length > MaxTextLength)
        {
            throw Thrown.RangeError(
                engine, $"The string is too long to be taken apart ({length} characters, {MaxTextLength} at most); take it in pieces.");
        }
    }

    /// <summary>Compiling a long pattern takes seconds and gigabytes.</summary>
    private static void RequirePattern(Engine engine, JsValue[] args)
    {
        if (args.At(0) is JsRegExp || args.At(0).IsUndefined()) return;
        if (args[0] is ObjectInstance pattern && !HasMatcher(pattern)) args[0] = JsString.Create(TypeConverter.ToString(pattern)); // once

        var source = args[0] is ObjectInstance other ? other.Get("source") : args[0];
        if (LengthOf(source) is var length && length > MaxPatternLength)
            throw Thrown.RangeError(engine, $"The pattern is too long ({length} characters, {MaxPatternLength} at most).");
    }

    private static bool HasMatcher(ObjectInstance value) =>
        Matchers.Any(symbol => !value.Get(symbol).IsUndefined());

    /// <summary>Refuses strings and buffers with too many characters or items to be listed as properties.</summary>
    public static void RequireListable(Engine engine, JsValue[] args)
    {
        foreach (var value in args)
        {
            var count = value is JsTypedArray bytes ? (int)bytes.Length : LengthOf(value);
            if (count > MaxListed) throw Thrown.RangeError(engine, $"There are too many properties ({count}, {MaxListed} at most).");
        }
    }

    /// <summary>Refuses arrays that are nearly all holes: each hole is a step.</summary>
    public static void RequireDense(Engine engine, JsValue[] values)
    {
        var length = values.Sum(static value => value is JsArray array ? array.Length : 1L);
        if (length > ScriptLimits.MaxArraySize)
            throw Thrown.RangeError(engine, $"The array is too long ({length} items, {ScriptLimits.MaxArraySize} at most).");
    }

    /// <summary>Of a string, or a String object; everything else is short.</summary>
    private static int LengthOf(JsValue value) => value switch
    {
        JsString text => text.Length,
        ObjectInstance wrapper when wrapper.GetOwnProperty("length") is { Writable: false, Value: JsNumber length } => (int)length.AsNumber(),
        _ => 0,
    };
}
