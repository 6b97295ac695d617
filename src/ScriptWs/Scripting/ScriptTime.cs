using System.Globalization;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>The time that <c>Date</c> tells: the server's, by which its timers ring and its tokens end, and so a test's own.</summary>
internal sealed class ScriptTime(TimeProvider clock) : DefaultTimeSystem(clock.LocalTimeZone, CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();
}
