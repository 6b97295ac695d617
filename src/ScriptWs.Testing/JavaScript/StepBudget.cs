using Jint;

namespace ScriptWs.Testing.JavaScript;

/// <summary>How long steps may keep the engine busy without a pause; real time, whatever the scenario's clock says.</summary>
internal sealed class StepBudget : Constraint
{
    private long _deadline = long.MaxValue;

    public override bool IsAmortizable => true;

    public void Begin(TimeSpan time) => _deadline = Environment.TickCount64 + (long)time.TotalMilliseconds;

    public override void Check()
    {
        if (Environment.TickCount64 > _deadline) throw new TimeoutException();
    }

    public override void Reset()
    {
        // The engine resets at each of its own entries; a step may have several.
    }
}
