using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// One thread for many sockets (Linux's epoll, edge-triggered): waits until some are ready, and lets each read, run its turn
/// and write the answer there. When a turn holds the thread, another one goes on in its place; the loop's state is the
/// loop's and not the thread's, so nothing is told twice and nothing forgotten.
/// </summary>
internal sealed unsafe class EventLoop : IEventLoop
{
    private const int ScratchSize = 64 * 1024;

    /// <summary>Events of a descriptor that has no receiver yet.</summary>
    private const uint Everything = Libc.Readable | Libc.Writable | Libc.InputEnded;

    private const ulong WakeUp = ulong.MaxValue;

    private readonly int _epoll;
    private readonly int _wakeUp;
    private readonly ReadyList _ready = new();
    private readonly SlotTable _slots = new();
    private readonly ConcurrentQueue<IReadiness> _posted = new();
    private readonly Action _awake;
    private readonly string _name;
    private int _next;
    private int _count;
    private int _wakesUp;

    private volatile bool _waits;

    /// <summary>Counts what is done here: odd during a call, even between two. Who moves it on owns the loop.</summary>
    private long _step;

    /// <summary>The step that another thread was last started for; odd, so 0 is none.</summary>
    private long _relievedStep;

    private EventLoop(int epoll, int wakeUp, string name, Action awake)
    {
        (_epoll, _wakeUp, _name, _awake) = (epoll, wakeUp, name, awake);
    }

    /// <summary>What is done at present; odd while a call holds the thread.</summary>
    public long Step => Volatile.Read(ref _step);

    /// <summary>Whether nothing is ready.</summary>
    public bool Waits => _waits;

    /// <param name="name">Its threads' name.</param>
    /// <param name="awake">Called each time that something is ready, before it is seen to.</param>
    /// <returns><c>null</c> where the system refuses.</returns>
    public static EventLoop? TryStart(string name, Action awake)
    {
        var (epoll, wakeUp) = (Libc.CreateEpoll(), Libc.CreateEvent());
        if (epoll < 0 || wakeUp < 0 || ReadyList.Register(epoll, wakeUp, Libc.Readable, WakeUp) != 0)
        {
            if (epoll >= 0) _ = Libc.Close(epoll);
            if (wakeUp >= 0) _ = Libc.Close(wakeUp);
            return null;
        }

        var loop = new EventLoop(epoll, wakeUp, name, awake);
        return Background.TryStartThread(name, () => loop.Run(0)) ? loop : null;
    }

    /// <summary>From now on reports what a descriptor is ready for, beginning with the present. Any thread.</summary>
    /// <returns>For <see cref="Remove"/>; <c>null</c> where the system refuses.</returns>
    public ulong? Add(int descriptor, IReadiness owner)
    {
        var slot = _slots.Add(owner);
        if (ReadyList.Register(_epoll, descriptor, Libc.Readable | Libc.Writable | Libc.InputEnded | Libc.EdgeTriggered, slot) == 0) return slot;

        _slots.Remove(slot);
        return null;
    }

    /// <summary>Tells nothing more, but for a call that is under way. Before the descriptor is closed; any thread.</summary>
    public void Remove(int descriptor, ulong slot)
    {
        // A child process that is just being started may hold the descriptor too, and it would stay registered.
        _ = Libc.EpollControl(_epoll, Libc.Delete, descriptor, null);
        _slots.Remove(slot);
    }

    /// <summary>Has it see to everything soon, on the loop's thread. Any thread.</summary>
    public void Post(IReadiness owner)
    {
        _posted.Enqueue(owner);
        if (Interlocked.Exchange(ref _wakesUp, 1) != 0) return;

        var increment = 1UL;
        _ = Libc.Write(_wakeUp, (byte*)&increment, sizeof(ulong));
    }

    public void Post(Action action) => Post(new Call(action));

    /// <summary>
    /// Lets another thread go on, if the call of this step still holds the one that is there. The new thread takes over by itself, so that
    /// the loop keeps the old one where the system refuses another.
    /// </summary>
    public void Relieve(long step)
    {
        if (Interlocked.Exchange(ref _relievedStep, step) == step) return; // a thread is on its way

        var started = Background.TryStartThread(_name, () =>
        {
            if (Interlocked.CompareExchange(ref _step, step + 1, step) == step) Run(step + 1);
        });
        if (!started) Volatile.Write(ref _relievedStep, 0); // the next look tries again
    }

    private void Run(long step)
    {
        var memory = NativeMemory.Alloc(ScratchSize);
        var scratch = new Span<byte>(memory, ScratchSize);
        while (TryIterate(scratch, ref step, out var isDone)) Wait(isDone);
        NativeMemory.Free(memory);
    }

    /// <summary>What all connections send meanwhile leaves in one write for each receiver.</summary>
    /// <param name="scratch">Where bytes are read to.</param>
    /// <param name="step">The present step.</param>
    /// <param name="isDone">Whether all of it has left; otherwise what is ready meanwhile comes first.</param>
    /// <returns>Whether this thread is still the loop's.</returns>
    private bool TryIterate(Span<byte> scratch, ref long step, out bool isDone)
    {
        Cork.Begin();
        var isIdle = _count == 0 && _posted.IsEmpty;
        var isOurs = isDone = false;
        try
        {
            isOurs = TryCallReady(scratch, ref step) && TryCallPosted(scratch, ref step);
        }
        finally
        {
            if (isOurs) isDone = Cork.EndIteration(isIdle);
            else Cork.End();
        }

        return isOurs;
    }

    /// <param name="blocks">Whether there is nothing else to do until something is ready.</param>
    private void Wait(bool blocks)
    {
        (_next, _count) = (0, 0);
        _waits = blocks;
        _count = _ready.Wait(_epoll, blocks);
        _waits = false;
        _awake();
    }

    /// <returns>Whether this thread is still the loop's.</returns>
    private bool TryCallReady(Span<byte> scratch, ref long step)
    {
        while (_next < _count)
        {
            var (events, data) = _ready[_next++];
            if (data == WakeUp) ResetWakeUp();
            else if (_slots.Find(data) is { } owner && !TryCall(owner, events, scratch, ref step)) return false;
        }

        return true;
    }

    /// <summary>Only what is there now: who posts itself again and again must not keep others waiting.</summary>
    /// <returns>Whether this thread is still the loop's.</returns>
    private bool TryCallPosted(Span<byte> scratch, ref long step)
    {
        for (var left = _posted.Count; left > 0 && _posted.TryDequeue(out var owner); left--)
        {
            if (!TryCall(owner, Everything, scratch, ref step)) return false;
        }

        return true;
    }

    /// <returns>Whether this thread is still the loop's.</returns>
    private bool TryCall(IReadiness owner, uint events, Span<byte> scratch, ref long step)
    {
        Volatile.Write(ref _step, step + 1);
        try
        {
            owner.OnReady(events, scratch);
            Cork.FlushIfDue(Environment.TickCount64);
        }
        catch (Exception e)
        {
            TellBroken(owner, e);
        }

        step += 2;
        return Interlocked.CompareExchange(ref _step, step, step - 1) == step - 1;
    }

    /// <summary>Whatever a callback throws, the loop's other sockets go on.</summary>
    private static void TellBroken(IReadiness owner, Exception exception)
    {
        try
        {
            owner.OnBroken(exception);
        }
        catch (Exception)
        {
            // It could not even end itself, and nothing is left to report to.
        }
    }

    private void ResetWakeUp()
    {
        ulong count;
        _ = Libc.Read(_wakeUp, (byte*)&count, sizeof(ulong));
        // Before the posted calls are read: a later post wakes the loop again.
        Interlocked.Exchange(ref _wakesUp, 0);
    }

    private sealed class Call(Action action) : IReadiness
    {
        public void OnReady(uint events, Span<byte> scratch) => action();

        public void OnBroken(Exception exception) => Background.Report(exception, "a call on an event loop", null);
    }
}
