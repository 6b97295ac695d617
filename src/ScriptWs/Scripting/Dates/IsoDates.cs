using System.Globalization;
using Jint;
using Jint.Native;
using ScriptWs.Scripting.BuiltIns;

namespace ScriptWs.Scripting;

/// <summary><c>toISOString</c> of dates since 1970. The engine writes each of its seven numbers by a format, which takes long.</summary>
internal static class IsoDates
{
    /// <summary>Characters up to the milliseconds.</summary>
    private const int Length = 23;

    /// <summary>The last moment of the year 9999.</summary>
    private static readonly double Last = (DateTime.MaxValue - DateTime.UnixEpoch).TotalMilliseconds - 1;

    public static void Apply(Engine engine) => BuiltIn.Replace(
        engine,
        BuiltIn.Prototype(engine, "Date"),
        new JsString("toISOString"),
        static original => (self, args) =>
            self is JsDate { DateValue: var time } && time >= 0 && time <= Last ? Write((long)time) : BuiltIn.Call(original, self, args));

    private static JsString Write(long time)
    {
        Span<char> text = stackalloc char[40];
        DateTime.UnixEpoch.AddMilliseconds(time).TryFormat(text, out _, "O", CultureInfo.InvariantCulture); // with ten-millionths
        text[Length] = 'Z';
        return new JsString(text[..(Length + 1)].ToString());
    }
}
