using Jint;
using Jint.Native;

namespace ScriptWs.Scripting;

/// <summary>A Date. A <c>DateTime</c> is in UTC on its way in; on its way out one without a kind counts as UTC.</summary>
/// <param name="type"><see cref="DateTimeOffset"/> or <see cref="DateTime"/>.</param>
internal sealed class DateValue(Type type) : HostValue
{
    public static bool Knows(Type type) => type == typeof(DateTimeOffset) || type == typeof(DateTime);

    public override string Expected => "a valid Date";

    public override bool TryRead(Engine engine, JsValue value, ref string problem, out object? read)
    {
        read = null;
        if (value is not JsDate date || !(Math.Abs(date.DateValue) <= MaxMilliseconds(date.DateValue))) return false;

        var time = DateTimeOffset.FromUnixTimeMilliseconds((long)date.DateValue);
        if (type == typeof(DateTime)) read = time.UtcDateTime;
        else read = time;
        return true;
    }

    public override object? Prepare(object? value) => value switch
    {
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        DateTime { Kind: DateTimeKind.Unspecified } time => new DateTimeOffset(time, TimeSpan.Zero).ToUnixTimeMilliseconds(),
        DateTime time => new DateTimeOffset(time.ToUniversalTime(), TimeSpan.Zero).ToUnixTimeMilliseconds(),
        _ => value,
    };

    public override JsValue Write(Engine engine, object? prepared) =>
        engine.Construct(EngineState.Of(engine).Constructor("Date"), [JsNumber.Create((long)prepared!)]);

    /// <summary>The years 1 to 9999 of C#; JavaScript's go further.</summary>
    private static double MaxMilliseconds(double milliseconds) => milliseconds < 0
        ? -DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        : DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
}
