using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Jint.Runtime;

namespace ScriptWs.Scripting.Depth;

/// <summary>
/// How much of a thread's stack scripts may use. An exception needs far more stack on its way out than the calls did on
/// their way in, wherever the engine catches it and throws it again: some 30 KB for each iterator within an iterator.
/// </summary>
internal static unsafe class ScriptStack
{
    /// <summary>Bytes that calls may use. A tenth of what the threads of turns have; the rest is for exceptions.</summary>
    private const nuint MaxUsed = 5 << 20;

    /// <summary>From where the runtime calls the stack insufficient down to where the last exceptions still fit.</summary>
    private const nuint LastReserve = 72 << 10;

    private static readonly ManualResetEvent Never = new(false);
    private static readonly StrongBox<int> LostThreads = new();

    [ThreadStatic]
    private static nuint t_base;

    /// <summary>The deepest place where the stack was found to be enough: above it nothing needs to be asked.</summary>
    [ThreadStatic]
    private static nuint t_enough;

    [ThreadStatic]
    private static nuint t_nearEnd;

    static ScriptStack() => AppDomain.CurrentDomain.FirstChanceException += OnException;

    /// <summary>Whether calls may still go deeper on this thread.</summary>
    public static bool HasRoom
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var here = Here();
            return (here >= t_enough && here <= t_base) || IsEnough(here);
        }
    }

    /// <summary>Threads that are lost because an exception had no stack left.</summary>
    public static int Lost => Volatile.Read(ref LostThreads.Value);

    /// <summary>A turn begins on this thread, maybe within another one.</summary>
    public static void Begin()
    {
        var here = Here();
        if (here > t_base) (t_base, t_enough) = (here, here);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsEnough(nuint here)
    {
        if ((here < t_base && t_base - here >= MaxUsed) || !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;

        t_enough = nuint.Min(t_enough, here);
        return true;
    }

    /// <summary>
    /// The last resort. An exception that is thrown again and again while the stack ends would end the process. This thread
    /// waits instead, for ever: it is then a turn that does not end, which the server already survives.
    /// </summary>
    private static void OnException(object? sender, FirstChanceExceptionEventArgs e)
    {
        if (t_base == 0 || RuntimeHelpers.TryEnsureSufficientExecutionStack()) return;

        var here = Here();
        if (here > t_nearEnd) t_nearEnd = here;
        if (t_nearEnd - here < LastReserve) return;

        Interlocked.Increment(ref LostThreads.Value);
        Never.WaitOne();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint Here()
    {
        byte local;
        return (nuint)(&local);
    }
}
