using System.Globalization;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>The time that <c>Date</c> tells: the server's, by which its timers ring and its tokens end, and so a test's own.</summary>
internal sealed class ScriptTime(TimeProvider clock) : DefaultTimeSystem(clock.LocalTimeZone, CultureInfo.InvariantCulture)
{
    private static readonly long Day = (long)TimeSpan.FromDays(1).TotalMilliseconds;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override bool TryParse(string date, out long epochMilliseconds)
    {
        var parsed = DateText.Parse(date, FromLocal);
        epochMilliseconds = parsed ?? long.MinValue;
        return parsed is not null;
    }

    /// <summary>
    /// A time of day that the zone skips or repeats is taken by the offset from before the change, as the language wants it.
    /// </summary>
    private long FromLocal(long local)
    {
        var before = Offset(local - Day);
        if (Offset(local - before) == before) return local - before;

        var after = Offset(local + Day);
        return Offset(local - after) == after ? local - after : local - before;
    }

    private long Offset(long moment) => (long)GetUtcOffset(moment).TotalMilliseconds;
}
