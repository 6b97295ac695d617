using System.Globalization;
using System.Numerics;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>
/// A long integer. Scripts may pass a BigInt or an integer that a number holds exactly. A <c>long</c> or <c>ulong</c> comes back as a
/// number if one holds it exactly, so that ids are what scripts expect, and as a BigInt otherwise: never as a number that is
/// nearly right. <c>BigInteger</c>, <c>Int128</c> and <c>UInt128</c> always come back as a BigInt.
/// </summary>
/// <param name="type">The C# type.</param>
internal sealed class BigValue(Type type) : HostValue
{
    /// <summary>The greatest integer up to which a number holds each one.</summary>
    public const long MaxSafe = 9_007_199_254_740_991;

    private static readonly Dictionary<Type, (BigInteger Least, BigInteger Greatest)> Ranges = new()
    {
        [typeof(long)] = (long.MinValue, long.MaxValue),
        [typeof(ulong)] = (ulong.MinValue, ulong.MaxValue),
        [typeof(Int128)] = (Int128.MinValue, Int128.MaxValue),
        [typeof(UInt128)] = (UInt128.MinValue, UInt128.MaxValue),
    };

    public static bool Knows(Type type) => Ranges.ContainsKey(type) || type == typeof(BigInteger);

    /// <summary>Whether a script may get a number in place of a BigInt.</summary>
    public bool MayBeNumber => type == typeof(long) || type == typeof(ulong);

    public override string Expected => Ranges.TryGetValue(type, out var range)
        ? $"a BigInt or an integer from {range.Least} to {range.Greatest}"
        : "a BigInt or an integer";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        BigInteger number;
        if (value is JsBigInt big) number = (BigInteger)big.ToObject()!;
        else if (value is JsNumber given && double.IsInteger(given.AsNumber()) && Math.Abs(given.AsNumber()) <= MaxSafe)
            number = (BigInteger)given.AsNumber();
        else return false;

        if (Ranges.TryGetValue(type, out var range) && (number < range.Least || number > range.Greatest)) return false;
        read = type == typeof(long) ? (long)number
            : type == typeof(ulong) ? (ulong)number
            : type == typeof(Int128) ? (Int128)number
            : type == typeof(UInt128) ? (UInt128)number
            : (object)number;
        return true;
    }

    public override JsValue Write(Engine engine, object? prepared) => prepared switch
    {
        long number => Of(number),
        ulong number and <= MaxSafe => JsNumber.Create((double)number),
        BigInteger number => new JsBigInt(number),
        _ => new JsBigInt(BigInteger.Parse(Convert.ToString(prepared, CultureInfo.InvariantCulture)!, CultureInfo.InvariantCulture)),
    };

    /// <summary>A number if it holds the integer exactly, and a BigInt otherwise.</summary>
    public static JsValue Of(long number) =>
        Math.Abs((double)number) <= MaxSafe ? JsNumber.Create((double)number) : new JsBigInt(new BigInteger(number));
}
