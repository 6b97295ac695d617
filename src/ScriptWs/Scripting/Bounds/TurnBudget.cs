using Jint;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// Time and stack of one turn, or of loading. The engine asks every few dozen statements, and built-in functions each time;
/// memory is Jint's own constraint, which also counts what a concatenation defers.
/// </summary>
internal sealed class TurnBudget(ScriptBudget budget) : Constraint
{
    [ThreadStatic]
    private static Engine? t_current;

    private Engine? _engine;
    private long _deadline;
    private bool _isLoading;
    private TimeSpan _processorTime;
    private TimeSpan _waited;

    public override bool IsAmortizable => true;

    /// <summary>Ties the budget to its engine, whose errors it throws.</summary>
    public void Attach(Engine engine) => _engine = engine;

    /// <summary>The engine whose turn this thread runs, or ran last.</summary>
    public static Engine Current => t_current!;

    /// <summary>Begins a turn on this thread: its time, its stack and its memory.</summary>
    public void Begin()
    {
        t_current = _engine;
        ScriptStack.Begin();
        // Real time and not the clock's: a turn that never ends must be cut off whatever the clock of a test says.
        (_isLoading, _deadline) = (false, After(budget.TurnTimeout));
        _engine?.Constraints.Reset();
    }

    /// <summary>
    /// Begins the engine's own preparation. No script runs yet, so that there is no time to be over, however busy the machine is.
    /// </summary>
    public void BeginPreparing()
    {
        ScriptStack.Begin();
        (_isLoading, _deadline) = (false, long.MaxValue);
    }

    /// <summary>
    /// Begins to count for loading: the processor time of this thread, and the time that top-level awaits wait for timers. A
    /// busy machine makes loading slow, but no script wrong.
    /// </summary>
    public void BeginLoading()
    {
        ScriptStack.Begin(); // from here, and not from the frame of the call below
        Begin();
        (_isLoading, _deadline) = (true, After(budget.LoadTimeout));
        (_processorTime, _waited) = (ThreadTime.Used, TimeSpan.Zero);
    }

    /// <summary>What is left for loading.</summary>
    public TimeSpan Left => budget.LoadTimeout - _waited - (ThreadTime.Used - _processorTime);

    /// <summary>Runs a part of a turn, or something after it, in little time of its own. What goes wrong in it ends it only.</summary>
    /// <returns><c>null</c> when it failed.</returns>
    public T? Within<T>(TimeSpan time, Func<T?> part)
        where T : class
    {
        var (deadline, isLoading) = (_deadline, _isLoading);
        ScriptStack.Begin();
        (_deadline, _isLoading) = (After(time), false);
        try
        {
            return part();
        }
        catch (Exception)
        {
            return null;
        }
        finally
        {
            (_deadline, _isLoading) = (deadline, isLoading);
        }
    }

    /// <summary>Counts time in which the loading thread waited for a timer.</summary>
    public void CountWait(TimeSpan time) => (_waited, _deadline) = (_waited + time, 0);

    public override void Check()
    {
        if (Environment.TickCount64 > _deadline) CheckTime();
        if (!ScriptStack.HasRoom) throw Thrown.RangeError(_engine!, "Maximum call stack size exceeded");
    }

    private void CheckTime()
    {
        if (!_isLoading)
            throw new BudgetException($"the turn took longer than script.turnTimeout ({budget.TurnTimeout.TotalMilliseconds:0} ms) and was cut off");

        var left = Left;
        if (left <= TimeSpan.Zero) throw LoadingTookTooLong();

        // A thread never has more processor time than time has passed: until then there is nothing to ask.
        _deadline = After(left);
    }

    public BudgetException LoadingTookTooLong() =>
        new($"loading took longer than script.loadTimeout ({budget.LoadTimeout.TotalMilliseconds:0} ms) and was cut off");

    public override void Reset()
    {
        // The engine resets at each of its own entries; a turn may have several and is measured as a whole.
    }

    private static long After(TimeSpan time) => Environment.TickCount64 + (long)time.TotalMilliseconds;
}
