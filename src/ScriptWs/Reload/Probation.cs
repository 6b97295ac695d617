using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>The time after a generation went live in which failed turns take it back. Any thread.</summary>
internal sealed class Probation(ScriptModule module, RollbackOptions options, TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();
    private int _failures;

    public RollbackOptions Limits => options;

    /// <summary>A turn of this version failed.</summary>
    /// <returns>Whether that was one too many; <c>true</c> once.</returns>
    public bool Fails(ScriptModule failed) =>
        failed == module && options.Errors > 0 && clock.GetElapsedTime(_began) <= options.Within
        && Interlocked.Increment(ref _failures) == options.Errors + 1;
}
