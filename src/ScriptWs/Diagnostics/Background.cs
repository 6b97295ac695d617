using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ScriptWs.Diagnostics;

/// <summary>
/// Starts everything that runs on threads of our own, on the pool and by timers. An exception that leaves such a callback ends
/// the process, so whatever comes is caught and logged here.
/// </summary>
internal static class Background
{
    private static readonly StrongBox<ILogger?> Fallback = new();

    /// <summary>Where callbacks that have no log of their own are reported: the log of the server that was started last.</summary>
    public static void ReportTo(ILogger log) => Volatile.Write(ref Fallback.Value, log);

    /// <summary>Starts a thread that does not keep the process alive.</summary>
    /// <returns><c>false</c> where the system refuses another thread.</returns>
    public static bool TryStartThread(string name, Action run, ILogger? log = null)
    {
        try
        {
            new Thread(() => Run(run, name, log), TurnThreads.StackSize) { IsBackground = true, Name = name }.UnsafeStart();
            return true;
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            Report(e, name, log);
            return false;
        }
    }

    /// <summary>Runs something on the pool.</summary>
    public static void Queue(string name, Action run, ILogger? log = null) =>
        ThreadPool.UnsafeQueueUserWorkItem(static job => Run(job.Run, job.Name, job.Log), (Run: run, Name: name, Log: log), preferLocal: false);

    /// <summary>A timer that rests until it is changed.</summary>
    public static ITimer Timer(this TimeProvider clock, string name, Action tick, ILogger? log = null) =>
        clock.Timer(name, tick, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, log);

    public static ITimer Timer(this TimeProvider clock, string name, Action tick, TimeSpan due, TimeSpan period, ILogger? log = null) =>
        clock.CreateTimer(static job => ((TimerJob)job!).Run(), new TimerJob(name, tick, log), due, period);

    /// <summary>Runs a callback that the pool, a timer or a thread has called. Nothing comes out of it.</summary>
    public static void Run(Action run, string name, ILogger? log)
    {
        try
        {
            run();
        }
        catch (Exception e)
        {
            Report(e, name, log);
        }
    }

    /// <summary>Logs what must not have happened. Logging may fail for the same reason, such as a lack of memory or descriptors.</summary>
    public static void Report(Exception exception, string name, ILogger? log)
    {
        try
        {
            Log.CallbackBroke(log ?? Volatile.Read(ref Fallback.Value) ?? NullLogger.Instance, exception, name);
        }
        catch (Exception)
        {
            // No logger is left.
        }
    }

    private sealed record TimerJob(string Name, Action Tick, ILogger? Log)
    {
        public void Run() => Background.Run(Tick, Name, Log);
    }
}
