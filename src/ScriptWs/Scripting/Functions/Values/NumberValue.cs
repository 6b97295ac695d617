using System.Globalization;
using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A number that a JavaScript number holds: all of C# but the long ones.</summary>
/// <param name="type">The C# type.</param>
internal sealed class NumberValue(Type type) : HostValue
{
    /// <summary>The least and the greatest of each integer type.</summary>
    private static readonly Dictionary<Type, (double Least, double Greatest)> Integers = new()
    {
        [typeof(sbyte)] = (sbyte.MinValue, sbyte.MaxValue),
        [typeof(byte)] = (byte.MinValue, byte.MaxValue),
        [typeof(short)] = (short.MinValue, short.MaxValue),
        [typeof(ushort)] = (ushort.MinValue, ushort.MaxValue),
        [typeof(int)] = (int.MinValue, int.MaxValue),
        [typeof(uint)] = (uint.MinValue, uint.MaxValue),
    };

    public static bool Knows(Type type) =>
        Integers.ContainsKey(type) || type == typeof(double) || type == typeof(float) || type == typeof(Half) || type == typeof(decimal);

    public override string Expected => Integers.TryGetValue(type, out var range)
        ? string.Create(CultureInfo.InvariantCulture, $"an integer from {range.Least} to {range.Greatest}")
        : type == typeof(decimal) ? "a number that a decimal holds" : "a number";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        if (value is not JsNumber scriptNumber) return false;

        var number = scriptNumber.AsNumber();
        if (Integers.TryGetValue(type, out var range))
        {
            if (!double.IsInteger(number) || number < range.Least || number > range.Greatest) return false;
        }
        else if (type == typeof(decimal) && !(Math.Abs(number) < (double)decimal.MaxValue))
        {
            return false;
        }

        read = type == typeof(Half) ? (Half)number : Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
        return true;
    }

    public override JsValue Write(Engine engine, object? prepared) => JsNumber.Create(prepared switch
    {
        int number => number,
        Half half => (double)half,
        _ => Convert.ToDouble(prepared, CultureInfo.InvariantCulture),
    });
}
