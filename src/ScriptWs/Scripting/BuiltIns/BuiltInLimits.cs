using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;
using ScriptWs.Scripting.Json;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Bounds the built-ins that make much out of little in one call, where the engine looks at no budget: long strings and
/// large buffers. They stay what they are, but throw a RangeError in place of a result that is too large.
/// </summary>
internal static class BuiltInLimits
{
    private static readonly string[] TypedArrays =
    [
        "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array", "Uint16Array", "Int32Array", "Uint32Array",
        "Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array",
    ];

    public static void Apply(Engine engine)
    {
        var global = engine.Global;
        global.Delete("SharedArrayBuffer"); // no other agent to share with
        global.Delete("ShadowRealm"); // a second global object would have the built-ins without their limits

        var strings = Prototype(global, "String");
        Guard(engine, strings, "repeat", static (e, ref self, args) => Text(e, (double)Length(ref self) * Number(args, 0)));
        Guard(engine, strings, "padStart", static (e, ref _, args) => Text(e, Number(args, 0)));
        Guard(engine, strings, "padEnd", static (e, ref _, args) => Text(e, Number(args, 0)));
        Guard(engine, strings, "concat", static (e, ref self, args) => Text(e, Length(ref self) + Lengths(args, 0)));
        Guard(engine, strings, "replace", static (e, ref self, args) => Replacement(e, ref self, args, all: false));
        Guard(engine, strings, "replaceAll", static (e, ref self, args) => Replacement(e, ref self, args, all: true));
        BuiltIn.Replace(engine, global.Get("String").AsObject(), new JsString("raw"), _ => (_, args) => Raw(engine, args));

        Joining.Apply(engine);
        Sorting.Apply(engine);
        Flattening.Apply(engine);
        AsyncCopying.Apply(engine);
        Locales.Apply(engine);
        var iterating = Iterating.Apply(engine);
        InputLimits.Apply(engine, iterating);
        JsonStringify.Apply(engine);
        JsonParse.Apply(engine);

        BigInts.Apply(engine);
        var buffers = Prototype(global, "ArrayBuffer");
        foreach (var name in new[] { "resize", "transfer", "transferToFixedLength" })
            Guard(engine, buffers, name, static (e, ref _, args) => Buffer(e, Number(args, 0)));
        Replace(engine, "ArrayBuffer", 0, iterating);
        foreach (var name in TypedArrays.Where(name => global.HasProperty(name)))
            Replace(engine, name, (int)global.Get(name).Get("BYTES_PER_ELEMENT").AsNumber(), iterating);
    }

    private static ObjectInstance Prototype(ObjectInstance global, string name) => global.Get(name).Get("prototype").AsObject();

    private static void Guard(Engine engine, ObjectInstance holder, string name, Check check)
    {
        if (holder.Get(name) is not Function original) return;

        var guarded = new ClrFunction(engine, name, (self, args) =>
        {
            JsValue[] own = [.. args]; // the engine's own may be shared, or of strings only
            check(engine, ref self, own);
            return LongText.Of(engine, BuiltIn.Call(original, self, own));
        }, (int)original.Get("length").AsNumber());
        holder.FastSetProperty(name, new PropertyDescriptor(guarded, writable: true, enumerable: false, configurable: true));
    }

    private static void Replace(Engine engine, string name, int elementSize, Iterating iterating)
    {
        var original = (Constructor)engine.Global.Get(name);
        var bounded = new BoundedConstructor(engine, name, original, args =>
        {
            if (elementSize > 0 && args.At(0) is ObjectInstance items)
                Buffer(engine, items.IsArrayBuffer() ? 0 : ToNumber(items.Get("length")) * elementSize);
            else Buffer(engine, Number(args, 0) * Math.Max(1, elementSize));
            if (elementSize > 0 && args.Length > 0) args[0] = iterating.Check(args[0]);
            if (elementSize == 0 && args.At(1) is ObjectInstance options) Buffer(engine, ToNumber(options.Get("maxByteLength")));
        });
        engine.Global.FastSetProperty(name, new PropertyDescriptor(bounded, writable: true, enumerable: false, configurable: true));
    }

    private static JsString Raw(Engine engine, JsValue[] args)
    {
        var parts = BuiltIn.ToObject(engine, BuiltIn.ToObject(engine, args.At(0)).Get("raw"));
        var length = BuiltIn.LengthOf(parts);
        var text = new BoundedText(engine);
        for (var i = 0UL; i < length; i++)
        {
            text.Append(TypeConverter.ToString(parts.Get(JsNumber.Create((double)i))));
            if (i + 1 < length && i + 1 < (ulong)args.Length) text.Append(TypeConverter.ToString(args[(int)i + 1]));
        }

        return text.ToJsString();
    }

    /// <summary>Looks at what is replaced, and by what; a global one may replace every character.</summary>
    private static void Replacement(Engine engine, ref JsValue self, JsValue[] args, bool all)
    {
        if (!all && !args.At(0).IsRegExp()) return;

        var length = Length(ref self);
        if (length > ScriptLimits.MaxReplacedLength)
        {
            throw Thrown.RangeError(
                engine, $"The string is too long to be searched ({length} characters, {ScriptLimits.MaxReplacedLength} at most); take it in pieces.");
        }

        if (args.Length < 2) return;
        if (args[1] is Function replace)
        {
            args[1] = Counted(engine, replace);
            return;
        }

        var replacement = Length(ref args[1]);
        var template = args[1].ToString();
        var substitutions = template.Count(static character => character == '$');
        if (substitutions > 0 && (length + 1.0) * (replacement + ((double)substitutions * length)) > ScriptLimits.MaxStringLength)
        {
            args[1] = Counted(engine, new ClrFunction(engine, "", (_, found) => new JsString(Substitution.Expand(template, found))));
            return;
        }

        if ((length + 1.0) * replacement > ScriptLimits.MaxStringLength) Text(engine, Occurrences(self, args[0]) * replacement);
    }

    /// <summary>The same function, until what it has returned is too long in all.</summary>
    private static ClrFunction Counted(Engine engine, Function replace)
    {
        var total = 0L;
        var check = new TurnCheck(engine);
        return new ClrFunction(engine, "", (self, args) =>
        {
            check.Step();
            var part = replace.Call(self, args);
            Text(engine, total += Length(ref part));
            return part;
        });
    }

    private static double Occurrences(JsValue text, JsValue pattern)
    {
        if (pattern is not JsString { Length: > 0 } part) return text.ToString().Length + 1.0;

        var (all, wanted, count) = (text.ToString(), part.ToString(), 0);
        for (var at = all.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = all.IndexOf(wanted, at + wanted.Length, StringComparison.Ordinal))
            count++;
        return count;
    }

    /// <summary>Makes a string of the value, once: what is measured is what is used.</summary>
    private static int Length(ref JsValue value)
    {
        if (value is JsString text) return text.Length;
        if (value.IsUndefined() || value.IsNull()) return 0;

        value = JsString.Create(TypeConverter.ToString(value));
        return ((JsString)value).Length;
    }

    private static double Lengths(JsValue[] args, int from)
    {
        var total = 0.0;
        for (var i = from; i < args.Length; i++) total += Length(ref args[i]);
        return total;
    }

    /// <summary>Makes a number of an argument, once.</summary>
    private static double Number(JsValue[] args, int index)
    {
        if (index >= args.Length || args[index].IsUndefined()) return 0;

        var number = TypeConverter.ToNumber(args[index]);
        args[index] = JsNumber.Create(number);
        return double.IsNaN(number) ? 0 : number;
    }

    private static double ToNumber(JsValue value) => value is JsNumber number && !double.IsNaN(number.AsNumber()) ? number.AsNumber() : 0;

    private static void Text(Engine engine, double length)
    {
        if (length > ScriptLimits.MaxStringLength && !double.IsInfinity(length))
            throw Thrown.StringTooLong(engine);
    }

    private static void Buffer(Engine engine, double size)
    {
        if (size > ScriptLimits.MaxBufferSize)
            throw Thrown.RangeError(engine, $"The buffer would be too large; it has at most {ScriptLimits.MaxBufferSize >> 20} MiB.");
    }

    private delegate void Check(Engine engine, ref JsValue self, JsValue[] args);
}
