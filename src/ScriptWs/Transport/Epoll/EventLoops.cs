using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// The process's event loops, one for each processor; they begin with the first connection and never end. A loop whose
/// thread is held by one call is given another thread, so that other clients are read during a slow script or handler.
/// </summary>
internal sealed class EventLoops
{
    /// <summary>Turns it off, for comparisons and where something goes wrong: sockets are .NET's then, as on other systems.</summary>
    private const string Switch = "ScriptWs.PortableSockets";

    /// <summary>Between two looks. What a held thread has not flushed waits for two of them at most.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    /// <summary>Checks after which a call that is still there holds its thread: 20 to 30 ms.</summary>
    private const int HeldFrom = 2;

    private static readonly Lazy<EventLoops?> Shared = new(TryStart);

    private readonly EventLoop[] _loops;
    private readonly (long Step, int Times)[] _seen;
    private readonly AutoResetEvent _awake = new(false);
    private uint _turn;
    private int _watches;

    private EventLoops(int count)
    {
        _seen = new (long, int)[count];
        var loops = new List<EventLoop>(count);
        for (var i = 0; i < count; i++)
        {
            if (EventLoop.TryStart($"ScriptWs I/O {i}", OnAwake) is { } loop) loops.Add(loop);
        }

        _loops = [.. loops];
    }

    /// <summary>The loop of the next connection; <c>null</c> where there are none.</summary>
    public static EventLoop? Next() => Shared.Value is { } shared ? shared._loops[Interlocked.Increment(ref shared._turn) % (uint)shared._loops.Length] : null;

    private static EventLoops? TryStart()
    {
        if (!OperatingSystem.IsLinux() || (AppContext.TryGetSwitch(Switch, out var portable) && portable)) return null;

        var loops = new EventLoops(Environment.ProcessorCount);
        if (loops._loops.Length == 0) return null;

        // No timer: its thread would be the pool's, which looks out for more work for a while before it sleeps again.
        Background.TryStartThread("ScriptWs I/O watch", loops.Watch);
        return loops;
    }

    /// <summary>On a loop's thread. The watch rests while nothing happens, so that an idle process sleeps.</summary>
    private void OnAwake()
    {
        if (Interlocked.CompareExchange(ref _watches, 1, 0) == 0) _awake.Set();
    }

    private void Watch()
    {
        while (true)
        {
            _awake.WaitOne();
            while (LookSafely()) _awake.WaitOne(Period);
        }
    }

    /// <summary>Without the watch a single stuck call would keep a loop's clients unread for good, so it never ends.</summary>
    private bool LookSafely()
    {
        try
        {
            return Look();
        }
        catch (Exception e)
        {
            Background.Report(e, "the watch over event loops", null);
            return true;
        }
    }

    /// <returns>Whether to look again.</returns>
    private bool Look()
    {
        var quiet = true;
        for (var i = 0; i < _loops.Length; i++)
        {
            var step = _loops[i].Step;
            var times = step == _seen[i].Step ? _seen[i].Times + 1 : 0;
            if (times >= HeldFrom && (step & 1) != 0) _loops[i].Relieve(step);
            quiet &= times > 0 && _loops[i].Waits;
            _seen[i] = (step, times);
        }

        if (Cork.FindHeld(Period) is { } held) Flush(held);
        return !quiet || !MayRest();
    }

    /// <summary>On a loop that is not held, or else in the pool: a flush may run a turn, which must not hold the watch.</summary>
    private void Flush(List<Cork> corks)
    {
        var free = Array.FindIndex(_seen, static seen => seen.Times == 0 || (seen.Step & 1) == 0);
        if (free >= 0) _loops[free].Post(FlushAll);
        else Background.Queue("sending what was held back", FlushAll);

        void FlushAll() => corks.ForEach(static cork => cork.FlushFromOutside());
    }

    /// <summary>The watch ends first, and then it is looked once more: a loop that woke up before saw it still going.</summary>
    private bool MayRest()
    {
        Interlocked.Exchange(ref _watches, 0);
        if (Array.TrueForAll(_loops, loop => loop.Waits) && !Cork.AnyWaits()) return true;

        Interlocked.Exchange(ref _watches, 1);
        return false;
    }
}
