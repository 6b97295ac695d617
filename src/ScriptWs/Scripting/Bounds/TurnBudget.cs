using Jint;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>
/// Processor time and stack of one turn, or of loading. The engine asks every few dozen statements, and built-in functions each
/// time; memory is Jint's own constraint, which also counts what a concatenation defers.
/// </summary>
internal sealed class TurnBudget(ScriptBudget budget) : Constraint
{
    [ThreadStatic]
    private static Engine? t_current;

    /// <summary>
    /// How old a reading of the thread's processor time may be when a turn begins, in milliseconds. Reading it is a system call, which
    /// a turn of a microsecond cannot pay.
    /// </summary>
    private const int MaxAge = 100;

    /// <summary>
    /// How often the time of a turn may pass in reality. More is no busy machine: it is a turn that waits, such as for the collector
    /// of what it allocates.
    /// </summary>
    private const int MaxStretch = 10;

    [ThreadStatic]
    private static long t_readAt;

    [ThreadStatic]
    private static long t_read;

    private readonly long _turnMilliseconds = (long)budget.TurnTimeout.TotalMilliseconds;
    private Engine? _engine;
    private long _continuedAt;
    private Allowance _allowed = Allowance.Endless;

    public override bool IsAmortizable => true;

    /// <summary>Ties the budget to its engine, whose errors it throws.</summary>
    public void Attach(Engine engine) => _engine = engine;

    /// <summary>The engine whose turn this thread runs, or ran last.</summary>
    public static Engine Current => t_current!;

    /// <summary>
    /// When a turn was last let continue though as much real time had passed as it may take, by the milliseconds of
    /// <see cref="Environment.TickCount64"/>. Any thread.
    /// </summary>
    public long ContinuedAt => Volatile.Read(ref _continuedAt);

    /// <summary>Begins a turn on this thread: its time, its stack and its memory.</summary>
    public void Begin()
    {
        t_current = _engine;
        ScriptStack.Begin();
        // Real time and not the clock's: a turn that never ends must be cut off whatever the clock of a test says.
        var now = Environment.TickCount64;
        if (now - t_readAt > MaxAge) (t_readAt, t_read) = (now, ThreadTime.Used.Ticks);
        // The most that the thread can have used by now, so that what was before the turn does not count.
        var used = t_read + ((now - t_readAt) * TimeSpan.TicksPerMillisecond);
        _allowed = new Allowance(now, _turnMilliseconds) { Used = used, Limit = budget.TurnTimeout.Ticks };
        _engine?.Constraints.Reset();
    }

    /// <summary>
    /// Begins the engine's own preparation. No script runs yet, so that there is no time to be over, however busy the machine is.
    /// </summary>
    public void BeginPreparing()
    {
        ScriptStack.Begin();
        _allowed = Allowance.Endless;
    }

    /// <summary>Begins to count for loading, where the time that top-level awaits wait for timers counts too.</summary>
    public void BeginLoading()
    {
        ScriptStack.Begin(); // from here, and not from the frame of the call below
        Begin();
        _allowed = Begin(budget.LoadTimeout) with { IsLoading = true, End = long.MaxValue };
    }

    /// <summary>What is left for loading.</summary>
    public TimeSpan Left => _allowed.Left;

    /// <summary>Runs a part of a turn, or something after it, in little time of its own. What goes wrong in it ends it only.</summary>
    /// <returns><c>null</c> when it failed.</returns>
    public T? Within<T>(TimeSpan time, Func<T?> part)
        where T : class
    {
        var allowed = _allowed;
        ScriptStack.Begin();
        _allowed = Begin(time);
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
            _allowed = allowed;
        }
    }

    /// <summary>Counts time in which the loading thread waited for a timer.</summary>
    public void CountWait(TimeSpan time) => _allowed = _allowed with { Limit = _allowed.Limit - time.Ticks, Deadline = 0 };

    public override void Check()
    {
        if (Environment.TickCount64 > _allowed.Deadline) CheckTime();
        if (!ScriptStack.HasRoom) throw Thrown.RangeError(_engine!, "Maximum call stack size exceeded");
    }

    public BudgetException LoadingTookTooLong() =>
        new($"loading took longer than script.loadTimeout ({budget.LoadTimeout.TotalMilliseconds:0} ms) and was cut off");

    public override void Reset()
    {
        // The engine resets at each of its own entries; a turn may have several and is measured as a whole.
    }

    private void CheckTime()
    {
        var (left, now) = (_allowed.Left, Environment.TickCount64);
        if (left <= TimeSpan.Zero || now > _allowed.End) throw _allowed.IsLoading ? LoadingTookTooLong() : TurnTookTooLong();

        // A thread never has more processor time than time has passed: until then there is nothing to ask.
        _allowed.Deadline = now + (long)left.TotalMilliseconds;
        Volatile.Write(ref _continuedAt, now);
    }

    private BudgetException TurnTookTooLong() =>
        new($"the turn took longer than script.turnTimeout ({budget.TurnTimeout.TotalMilliseconds:0} ms) and was cut off");

    private static Allowance Begin(TimeSpan limit) =>
        new(Environment.TickCount64, (long)limit.TotalMilliseconds) { Used = ThreadTime.Used.Ticks, Limit = limit.Ticks };

    /// <summary>What a part of the work may take: processor time, so that a busy machine makes scripts slow, but none wrong.</summary>
    private record struct Allowance
    {
        /// <param name="now">When it begins, by <see cref="Environment.TickCount64"/>.</param>
        /// <param name="milliseconds">How long it may take.</param>
        public Allowance(long now, long milliseconds) => (Deadline, End) = (now + milliseconds, now + (MaxStretch * milliseconds));

        public static Allowance Endless => new() { Deadline = long.MaxValue };

        /// <summary>The tick, in milliseconds, before which the time cannot be over.</summary>
        public long Deadline { get; set; }

        /// <summary>The tick after which it ends, whatever the processor time.</summary>
        public long End { get; init; }

        /// <summary>The thread's processor time when it began, in ticks of a <see cref="TimeSpan"/>.</summary>
        public long Used { get; init; }

        /// <summary>In ticks of a <see cref="TimeSpan"/>.</summary>
        public long Limit { get; init; }

        public bool IsLoading { get; init; }

        public readonly TimeSpan Left => new(Limit - (ThreadTime.Used.Ticks - Used));
    }
}
