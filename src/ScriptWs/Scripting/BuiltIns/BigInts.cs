using System.Numerics;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace ScriptWs.Scripting.BuiltIns;

/// <summary>
/// Bounds of BigInts. The engine reads and writes digits in a time that grows with their square, and nothing cuts that off.
/// </summary>
internal static class BigInts
{
    /// <summary>Digits, in any base, that a script may make a BigInt of.</summary>
    public const int MaxDigits = 20_000;

    /// <summary>Bits of a BigInt that may be written as digits: about as many decimal ones.</summary>
    private const long MaxBits = 66_439;

    public static void Apply(Engine engine)
    {
        var original = (Constructor)engine.Global.Get("BigInt");
        var bounded = new BoundedConstructor(engine, "BigInt", original, args => RequireShortText(engine, args));
        engine.Global.FastSetProperty("BigInt", new PropertyDescriptor(bounded, writable: true, enumerable: false, configurable: true));
        var prototype = original.Get("prototype").AsObject();
        var valueOf = prototype.Get("valueOf");
        foreach (var name in new[] { "toString", "toLocaleString" })
        {
            BuiltIn.Replace(engine, prototype, name, show => (self, args) =>
            {
                RequireShort(engine, self is JsBigInt ? self : valueOf.Call(self, []));
                return show.Call(self, args);
            });
        }
    }

    /// <summary>For the log.</summary>
    public static string Show(JsBigInt value) => BitsOf(value) > MaxBits ? $"(a BigInt of {BitsOf(value)} bits)" : value.ToString();

    private static void RequireShortText(Engine engine, JsValue[] args)
    {
        if (args.Length == 0) return;

        args[0] = TypeConverter.ToPrimitive(args[0], Types.Number); // once: what is measured is what is used
        if (args[0] is JsString text && text.Length > MaxDigits)
            throw Thrown.RangeError(engine, $"A BigInt is made of at most {MaxDigits} digits; the text has {text.Length}.");
    }

    private static void RequireShort(Engine engine, JsValue value)
    {
        if (value is JsBigInt big && BitsOf(big) > MaxBits)
            throw Thrown.RangeError(engine, $"A BigInt of more than {MaxBits} bits is not written as digits; it has {BitsOf(big)}.");
    }

    private static long BitsOf(JsBigInt value) => ((BigInteger)value.ToObject()!).GetBitLength();
}
