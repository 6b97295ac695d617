using Jint;

namespace ScriptWs.Scripting;

/// <summary>
/// Time of one turn. The engine asks every few hundred statements and after each call of a host function; memory is
/// Jint's own constraint, which also counts what a concatenation defers.
/// </summary>
internal sealed class TurnBudget(ScriptBudget budget) : Constraint
{
    private long _deadline;

    public override bool IsAmortizable => true;

    // Real time and not the clock's: a turn that never ends must be cut off whatever the clock of a test says.
    public void Begin() => _deadline = Environment.TickCount64 + (long)budget.TurnTimeout.TotalMilliseconds;

    public override void Check()
    {
        if (Environment.TickCount64 > _deadline) throw new TimeoutException();
    }

    public override void Reset()
    {
        // The engine resets at each of its own entries; a turn may have several and is measured as a whole.
    }
}
