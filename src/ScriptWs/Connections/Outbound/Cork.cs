using ScriptWs.Diagnostics;

namespace ScriptWs.Connections;

/// <summary>
/// Holds back flushes on one thread, so that everything that one batch of turns, or one iteration of an event loop, sends
/// to one connection leaves in one write. Outside both, a connection is flushed at once.
/// </summary>
internal sealed class Cork
{
    /// <summary>How long a thread that goes on working may hold back what it sent.</summary>
    private static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(2);

    /// <summary>How long a loop that always has something ready may hold back what gathers for other nodes.</summary>
    private static readonly TimeSpan MaxGathering = TimeSpan.FromMilliseconds(0.5);

    /// <summary>What gathers at once at most on one thread. Exceeded: one more leaves at once.</summary>
    private const int MaxGatherings = 4;

    /// <summary>
    /// Connections that an event loop writes to before it sees to its other sockets: some 2 ms. One message for 10,000 clients takes
    /// many times as long.
    /// </summary>
    public const int Share = 512;

    /// <summary>All threads' corks, for <see cref="FindHeld"/>. A cork goes with its thread.</summary>
    private static readonly List<WeakReference<Cork>> All = [];

    [ThreadStatic]
    private static Cork? t_current;

    // One thread writes these, and another may read them at any time: what it sees of a flush that has just ended does no
    // harm, because a connection may be flushed at any time.
    private IFlushable?[] _waiting = new IFlushable?[16];
    private int _count;
    private int _backlog; // at the front: what earlier iterations of the loop left
    private readonly IGathering?[] _gatherings = new IGathering?[MaxGatherings];
    private int _gatheringCount;
    private long _gatheringSince;
    private long _since;
    private long _lookedAt;
    private int _depth;

    /// <summary>Begins to hold back flushes on this thread; calls nest.</summary>
    public static void Begin() => (t_current ??= Create())._depth++;

    /// <summary>The outermost one flushes.</summary>
    public static void End()
    {
        var cork = t_current!;
        try
        {
            if (cork._depth == 1)
            {
                cork.FlushWaiting();
                cork.EndBatches();
            }
        }
        finally
        {
            cork._depth--;
        }
    }

    /// <summary>
    /// The end of one iteration of an event loop: flushes a fair share, those of this iteration first. What gathers for other nodes waits
    /// until nothing is ready: one look for more input costs 1 µs, and one more envelope 100.
    /// </summary>
    /// <param name="isIdle">Whether nothing was ready.</param>
    /// <returns>Whether that was all; otherwise the next iteration goes on, and must not wait.</returns>
    public static bool EndIteration(bool isIdle)
    {
        var cork = t_current!;
        try
        {
            var isAll = cork.FlushShare();
            if (isIdle || cork.HasGathered(MaxGathering)) cork.EndBatches();
            return isAll && cork._gatheringCount == 0;
        }
        finally
        {
            cork._depth--;
        }
    }

    /// <summary>Flushes what this thread has sent so far, and goes on holding back.</summary>
    public static void Flush()
    {
        t_current!.FlushWaiting();
        t_current!.EndBatches();
    }

    /// <summary>Flushes what has waited for <see cref="MaxTime"/>; for between two calls that may take long.</summary>
    /// <param name="now"><see cref="Environment.TickCount64"/>: it is cheap and goes by steps, and the exact clock is read once per step.</param>
    public static void FlushIfDue(long now)
    {
        var cork = t_current!;
        if (cork._count + cork._gatheringCount == 0 || cork._lookedAt == now) return;

        cork._lookedAt = now;
        if (cork.HasWaited(MaxTime)) cork.FlushShare();
        if (cork.HasGathered(MaxTime)) cork.EndBatches();
    }

    /// <summary>Ends the batch of what gathers when this thread's cork ends, or now if there is none.</summary>
    public static void Gather(IGathering gathering)
    {
        if (t_current is not { _depth: > 0 } cork || !cork.TryGather(gathering)) gathering.EndBatch();
    }

    /// <summary>Flushes the connection when this thread's cork ends, or now if there is none.</summary>
    public static void Schedule(IFlushable connection)
    {
        if (t_current is { _depth: > 0 } cork)
        {
            if (connection.TryMarkFlushScheduled()) cork.Add(connection);
        }
        else
        {
            connection.Flush();
        }
    }

    /// <summary>Corks whose thread has been in one call for so long that what it sent before has to leave without it.</summary>
    /// <returns><c>null</c> when there are none; any thread may call <see cref="FlushFromOutside"/> on each.</returns>
    public static List<Cork>? FindHeld(TimeSpan time)
    {
        List<Cork>? waiting = null;
        lock (All)
        {
            foreach (var reference in All)
            {
                if (reference.TryGetTarget(out var cork) && (cork.HasWaited(time) || cork.HasGathered(time))) (waiting ??= []).Add(cork);
            }
        }

        return waiting;
    }

    /// <summary>Whether any thread holds something back.</summary>
    public static bool AnyWaits()
    {
        lock (All) return All.Exists(static reference => reference.TryGetTarget(out var cork) && cork.HoldsSomething);
    }

    /// <summary>Flushes what waits here while the cork's own thread is held. The thread itself flushes once more later, in vain.</summary>
    public void FlushFromOutside()
    {
        var count = Volatile.Read(ref _count);
        var waiting = Volatile.Read(ref _waiting);
        var now = TimeProvider.System.GetTimestamp();
        Volatile.Write(ref _since, now);
        Volatile.Write(ref _gatheringSince, now);
        for (var i = 0; i < Math.Min(count, waiting.Length); i++)
        {
            if (Volatile.Read(ref waiting[i]) is { } connection) Flush(connection);
        }

        for (var i = 0; i < MaxGatherings; i++)
        {
            if (Volatile.Read(ref _gatherings[i]) is { } gathering) EndBatch(gathering);
        }
    }

    private static Cork Create()
    {
        var cork = new Cork();
        lock (All)
        {
            All.RemoveAll(static reference => !reference.TryGetTarget(out _));
            All.Add(new WeakReference<Cork>(cork));
        }

        return cork;
    }

    /// <summary>Any thread.</summary>
    private bool HoldsSomething => Volatile.Read(ref _count) > 0 || Volatile.Read(ref _gatheringCount) > 0;

    private bool HasGathered(TimeSpan time) =>
        Volatile.Read(ref _gatheringCount) > 0 && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _gatheringSince)) >= time;

    private bool HasWaited(TimeSpan time) =>
        Volatile.Read(ref _count) > 0 && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _since)) >= time;

    private void Add(IFlushable connection)
    {
        if (_count == 0) Volatile.Write(ref _since, TimeProvider.System.GetTimestamp());
        if (_count == _waiting.Length) Volatile.Write(ref _waiting, [.. _waiting, .. new IFlushable?[_count]]);
        _waiting[_count] = connection;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <returns><c>false</c> when it must leave at once.</returns>
    private bool TryGather(IGathering gathering)
    {
        for (var i = 0; i < _gatheringCount; i++)
        {
            if (_gatherings[i] == gathering) return true;
        }

        if (_gatheringCount == MaxGatherings) return false;
        if (_gatheringCount == 0) Volatile.Write(ref _gatheringSince, TimeProvider.System.GetTimestamp());
        Volatile.Write(ref _gatherings[_gatheringCount], gathering);
        Volatile.Write(ref _gatheringCount, _gatheringCount + 1);
        return true;
    }

    private void EndBatches()
    {
        // Emptied first: what an end leads to may gather again.
        for (var count = _gatheringCount; count > 0; count--)
        {
            var gathering = _gatherings[count - 1]!;
            Volatile.Write(ref _gatherings[count - 1], null);
            Volatile.Write(ref _gatheringCount, count - 1);
            EndBatch(gathering);
        }
    }

    private void FlushWaiting()
    {
        try
        {
            // By index: a flush may close a connection, which may add another.
            for (var i = 0; i < _count; i++) Flush(_waiting[i]!);
        }
        finally
        {
            Array.Clear(_waiting, 0, _count);
            Volatile.Write(ref _count, 0);
            _backlog = 0;
        }
    }

    /// <returns>Whether that was all.</returns>
    private bool FlushShare()
    {
        if (_count <= Share)
        {
            FlushWaiting();
            return true;
        }

        var recent = Math.Min(_count - _backlog, _backlog == 0 ? Share : Share / 2);
        var earlier = Math.Min(_backlog, Share - recent);
        for (var i = 0; i < recent; i++) Flush(_waiting[_backlog + i]!);
        for (var i = 0; i < earlier; i++) Flush(_waiting[i]!);
        Remove(_backlog, recent);
        Remove(0, earlier);
        _backlog = _count;
        Volatile.Write(ref _since, TimeProvider.System.GetTimestamp());
        return false;
    }

    private void Remove(int from, int length)
    {
        Array.Copy(_waiting, from + length, _waiting, from, _count - from - length);
        Array.Clear(_waiting, _count - length, length);
        Volatile.Write(ref _count, _count - length);
    }

    /// <summary>One connection that cannot be written to keeps nothing from the others.</summary>
    private static void Flush(IFlushable connection)
    {
        try
        {
            connection.Flush();
        }
        catch (Exception e)
        {
            Background.Report(e, "writing to a connection", null);
            connection.Abort();
        }
    }

    private static void EndBatch(IGathering gathering)
    {
        try
        {
            gathering.EndBatch();
        }
        catch (Exception e)
        {
            Background.Report(e, "sending to other nodes", null);
        }
    }
}
