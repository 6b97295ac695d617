using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Protocol;

namespace ScriptWs.Supervision;

/// <summary>
/// Pings connections that have fallen silent (RFC 6455 §5.5.2) and closes those that do not answer. One timer for all of
/// them; what is due is done by the loops that read these connections, and only the script's veto runs on a worker's turn.
/// </summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(5);

    /// <summary>Ticks per interval or timeout, the shorter of them: more ticks cost more, fewer make Pings late.</summary>
    private const int TicksPerWait = 20;

    /// <summary>Connections handled before their loop checks its sockets again: some milliseconds of system calls.</summary>
    private const int MaxVisitsInARow = 512;

    /// <summary>From this time on a standstill is worth a line of the log.</summary>
    private static readonly TimeSpan NotableStandstill = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly HeartbeatClock _time;
    private readonly HeartbeatWheel _wheel;
    private readonly ITimer _timer;
    private readonly TimeSpan _tick;
    private readonly long _interval;
    private readonly long _timeout;
    private readonly bool _onlyWhenIdle;
    private readonly Instruments _instruments;
    private bool _ticks;
    private int _rounds;

    public Heartbeat(HeartbeatOptions options, TimeProvider clock, ILogger<Heartbeat> log, Instruments? instruments = null)
    {
        (_clock, _log, _onlyWhenIdle, _instruments) = (clock, log, options.OnlyWhenIdle, instruments ?? Instruments.Unobserved);
        var wait = (options.Timeout > TimeSpan.Zero ? options.Timeout : options.Interval) / TicksPerWait;
        _tick = wait > LongestTick ? LongestTick : wait < ShortestTick ? ShortestTick : wait;
        _time = new HeartbeatClock(clock, _tick);
        (_interval, _timeout) = (_time.Units(options.Interval), _time.Units(options.Timeout));
        _wheel = new HeartbeatWheel(_time.Now, _time.Units(_tick), _interval);
        _timer = clock.Timer("the heartbeat", OnTick, log);
    }

    /// <summary>A connection is open, or was another heartbeat's until now. On its worker's turn.</summary>
    public void Watch(Connection connection, ScriptSlot slot)
    {
        if ((connection.HeartbeatState as HeartbeatEntry)?.Owner == this) return;

        Forget(connection);
        var entry = new HeartbeatEntry(connection, slot, this) { PingedAt = connection.LastReceivedAt };
        connection.HeartbeatState = entry;
        Plan(entry, entry.PingedAt);
    }

    /// <summary>A connection has ended, or is no longer watched. On its worker's turn.</summary>
    public static void Forget(Connection connection)
    {
        if (connection.HeartbeatState is not HeartbeatEntry entry) return;

        connection.HeartbeatState = null;
        lock (entry.Owner._lock)
        {
            entry.IsForgotten = true;
            entry.Owner._wheel.Remove(entry);
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Whether nothing that was due is still to be done.</summary>
    public bool IsIdle => Volatile.Read(ref _rounds) == 0;

    private void OnTick()
    {
        Interlocked.Increment(ref _rounds);
        var due = new List<HeartbeatEntry>();
        lock (_lock)
        {
            var standstill = _time.Arrive();
            if (standstill >= NotableStandstill) Log.ServerStoodStill(_log, standstill.TotalSeconds);
            _wheel.TakeDue(_time.Now, due);
            _ticks = false;
            KeepTicking();
        }

        foreach (var group in due.GroupBy(entry => entry.Connection.Loop))
        {
            HeartbeatEntry[] entries = [.. group];
            Interlocked.Increment(ref _rounds);
            if (group.Key is { } loop) loop.Post(() => Visit(entries, loop, 0));
            else Visit(entries, null, 0);
        }

        Interlocked.Decrement(ref _rounds);
    }

    private void Visit(HeartbeatEntry[] entries, IEventLoop? loop, int done)
    {
        var left = entries.AsSpan(done);
        var now = loop is null ? left : left[..Math.Min(left.Length, MaxVisitsInARow)];
        List<HeartbeatEntry>? asking = null;
        foreach (var entry in now)
        {
            if (Visit(entry) == HeartbeatPhase.Asking) (asking ??= []).Add(entry);
        }

        // After the others: a worker that is idle runs the script here, and a slow script may not keep others from their Pings.
        asking?.ForEach(entry => entry.Slot.Worker.Post(ConnectionEvent.Work(() => Ask(entry))));
        done += now.Length;
        if (done < entries.Length) loop!.Post(() => Visit(entries, loop, done));
        else Interlocked.Decrement(ref _rounds);
    }

    /// <summary>What breaks at one connection must not stop the round for the others.</summary>
    /// <returns><see cref="HeartbeatPhase.Asking"/> when the script is to be asked.</returns>
    private HeartbeatPhase Visit(HeartbeatEntry entry)
    {
        try
        {
            if (entry.Connection.State == ConnectionState.Open) return Advance(entry);
        }
        catch (Exception e)
        {
            Log.HeartbeatBroke(_log, e, entry.Connection.Id);
            Plan(entry, _clock.GetTimestamp());
        }

        return HeartbeatPhase.Resting;
    }

    /// <returns>Where it stands now, unless it is on the wheel: what is there, others may move on.</returns>
    private HeartbeatPhase Advance(HeartbeatEntry entry)
    {
        switch (entry.Phase)
        {
            case HeartbeatPhase.Awaiting when ShowsLife(entry):
                Plan(entry, QuietSince(entry));
                break;
            case HeartbeatPhase.Awaiting when _time.Now >= entry.Deadline:
                _instruments.HeartbeatTimedOut();
                Log.PingTimedOut(_log, entry.Connection.Id);
                entry.Connection.Close(CloseStatuses.KeepaliveTimeout);
                break;
            case HeartbeatPhase.Awaiting:
                lock (_lock) Put(entry, entry.Deadline);
                break;
            case HeartbeatPhase.Resting when QuietSince(entry) is var since && since != entry.PlannedFrom && since + _interval > _clock.GetTimestamp():
                Plan(entry, since);
                break;
            case HeartbeatPhase.Resting when entry.Slot.Host is { HandlesHeartbeat: true }:
                return entry.Phase = HeartbeatPhase.Asking;
            default:
                Ping(entry);
                break;
        }

        return HeartbeatPhase.Resting;
    }

    /// <summary>On the worker's turn. The Ping itself leaves at the next tick: what a turn sends waits for its end, and the client's time would run.</summary>
    private void Ask(HeartbeatEntry entry)
    {
        if (entry.Connection.State != ConnectionState.Open) return;

        if (entry.Slot.Host is { } script && !script.OnHeartbeat(entry.Connection))
        {
            entry.PingedAt = _clock.GetTimestamp();
            Plan(entry, QuietSince(entry));
            return;
        }

        entry.Phase = HeartbeatPhase.Cleared;
        lock (_lock) Put(entry, _time.Now);
    }

    private void Ping(HeartbeatEntry entry)
    {
        entry.LifeSignsBefore = entry.Connection.LifeSigns;
        entry.PingedAt = _clock.GetTimestamp();
        entry.Deadline = _time.Now + _timeout;
        entry.Connection.Ping();
        if (_timeout == 0)
        {
            Plan(entry, entry.PingedAt);
            return;
        }

        entry.Phase = HeartbeatPhase.Awaiting;
        lock (_lock) Put(entry, entry.Deadline);
    }

    /// <summary>All data since the Ping counts as its answer, even data that has not been read yet.</summary>
    private static bool ShowsLife(HeartbeatEntry entry) =>
        entry.Connection.LifeSigns != entry.LifeSignsBefore || entry.Connection.HasUnreadInput;

    private long QuietSince(HeartbeatEntry entry) => _onlyWhenIdle ? Math.Max(entry.PingedAt, entry.Connection.LastReceivedAt) : entry.PingedAt;

    /// <summary>The next Ping is due one interval after this timestamp of the clock.</summary>
    private void Plan(HeartbeatEntry entry, long from)
    {
        entry.Phase = HeartbeatPhase.Resting;
        entry.PlannedFrom = from;
        lock (_lock)
        {
            if (entry.IsForgotten) return;
            _wheel.AddSpread(entry, _time.Now, _time.Of(from + _interval));
            KeepTicking();
        }
    }

    private void Put(HeartbeatEntry entry, long due)
    {
        if (entry.IsForgotten) return;
        _wheel.Add(entry, _time.Now, due);
        KeepTicking();
    }

    /// <summary>No connection, no tick: an idle server sleeps.</summary>
    private void KeepTicking()
    {
        if (_ticks || _wheel.Count == 0) return;

        _ticks = true;
        _time.Expect();
        _timer.Change(_tick, Timeout.InfiniteTimeSpan);
    }
}
