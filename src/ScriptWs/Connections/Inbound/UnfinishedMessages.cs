using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// The messages of a server's connections whose last frame has not come: what they hold together, and for how long. A message
/// that takes too long loses its connection, and so do those that have cost most when all together are too large. Any thread.
/// </summary>
internal sealed class UnfinishedMessages : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IUnfinishedOwner, Entry> _entries = [];
    private readonly TimeProvider _clock;
    private readonly ILogger? _log;
    private readonly ITimer _timer;
    private LimitsOptions _limits;
    private long? _warnedAt;
    private long _total;

    public UnfinishedMessages(LimitsOptions limits, TimeProvider clock, ILogger? log = null)
    {
        (_limits, _clock, _log) = (limits, clock, log);
        _timer = clock.Timer("the time of messages", OnTick, log);
    }

    /// <summary>Bytes that all of them hold.</summary>
    public long Total
    {
        get
        {
            lock (_lock) return _total;
        }
    }

    /// <summary>There is room for one message of the largest size, whatever the setting says.</summary>
    private long Limit => Math.Max(_limits.MaxUnfinishedSize, _limits.MaxMessageSize);

    /// <summary>From now on these limits hold.</summary>
    public void Use(LimitsOptions limits)
    {
        lock (_lock) _limits = limits;
    }

    /// <summary>Looks at what a connection holds: after each time that it has read, and at its end.</summary>
    public void Update(IUnfinishedOwner connection)
    {
        List<(IUnfinishedOwner, long)>? costly = null;
        lock (_lock)
        {
            Note(connection);
            if (_limits.MaxUnfinishedSize > 0 && _total > Limit) costly = MostCostly();
        }

        if (costly is null) return;
        foreach (var (one, number) in costly) Drop(one, number, CloseStatuses.TooMuchUnfinished);
        Warn(costly.Count);
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>Under the lock, because what it finds must not be older than what another thread has found.</summary>
    private void Note(IUnfinishedOwner connection)
    {
        var found = connection.Unfinished;
        var isKnown = _entries.TryGetValue(connection, out var entry);
        _total += found.Bytes - entry.Bytes;
        if (!found.Exists)
        {
            _entries.Remove(connection);
            return;
        }

        var since = isKnown && entry.Number == found.Number ? entry.Since : _clock.GetTimestamp();
        _entries[connection] = new Entry(found.Number, found.Bytes, since);
        if (!isKnown && _entries.Count == 1) _timer.Change(BetweenLooks, BetweenLooks);
    }

    /// <summary>
    /// Those that have held most bytes for longest, until a tenth of the limit is free. A client whose message is on its way has held
    /// little for a short time, so it stays, however large its message is.
    /// </summary>
    private List<(IUnfinishedOwner, long)> MostCostly()
    {
        var (costly, left) = (new List<(IUnfinishedOwner, long)>(), _total - (Limit / 10 * 9));
        var byCost = _entries
            .OrderByDescending(pair => pair.Value.Bytes * _clock.GetElapsedTime(pair.Value.Since).TotalSeconds)
            .ThenByDescending(pair => pair.Value.Bytes)
            .ThenBy(pair => pair.Value.Since);
        foreach (var (connection, entry) in byCost)
        {
            if (left <= 0) break;
            costly.Add((connection, entry.Number));
            left -= entry.Bytes;
        }

        return costly;
    }

    private void OnTick()
    {
        List<(IUnfinishedOwner, long)> late;
        lock (_lock)
        {
            if (_entries.Count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_limits.MessageTimeout <= TimeSpan.Zero) return;
            late =
            [
                .. from pair in _entries
                   where _clock.GetElapsedTime(pair.Value.Since) >= _limits.MessageTimeout
                   select (pair.Key, pair.Value.Number),
            ];
        }

        foreach (var (one, number) in late) Drop(one, number, CloseStatuses.MessageTooSlow);
    }

    private void Drop(IUnfinishedOwner connection, long number, CloseStatus status)
    {
        if (connection.TryDropUnfinished(number, status)) Update(connection);
    }

    private void Warn(int count)
    {
        lock (_lock)
        {
            if (_log is null || (_warnedAt is { } last && _clock.GetElapsedTime(last) < BetweenWarnings)) return;
            _warnedAt = _clock.GetTimestamp();
        }

        Log.TooMuchUnfinished(_log, Limit, count);
    }

    private readonly record struct Entry(long Number, int Bytes, long Since);
}
