using Jint;
using Jint.Runtime;

namespace ScriptWs.Scripting;

/// <summary>
/// Time and memory of one turn, in one constraint: the engine asks before every statement, so that most answers are a
/// decrement and every <see cref="Stride"/>th looks at the clock and at what the thread has allocated.
/// </summary>
internal sealed class TurnBudget(ScriptBudget budget) : Constraint
{
    /// <summary>Statements between two looks: some 10 µs of script.</summary>
    private const int Stride = 64;

    private long _deadline;
    private long _allocatedBefore;
    private int _countdown;

    /// <summary>A turn begins on this thread.</summary>
    public void Begin()
    {
        // Real time and not the clock's: a turn that never ends must be cut off whatever the clock of a test says.
        _deadline = Environment.TickCount64 + (long)budget.TurnTimeout.TotalMilliseconds;
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        _countdown = Stride;
    }

    /// <summary>Bytes that this turn has allocated.</summary>
    public long Allocated => GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore;

    /// <summary>Looks now; host functions that work long or allocate much call it.</summary>
    public void Look()
    {
        if (Environment.TickCount64 > _deadline) throw new TimeoutException();
        if (Allocated > budget.Memory) throw new MemoryLimitExceededException("script.memory");
    }

    public override void Check()
    {
        if (--_countdown > 0) return;

        _countdown = Stride;
        Look();
    }

    public override void Reset()
    {
        // The engine resets at each of its own entries; a turn may have several and is measured as a whole.
    }
}
