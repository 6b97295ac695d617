using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Supervision;

/// <summary>
/// Closes connections whose token has expired. One timer for all, and their seconds in order: tokens count in seconds, so
/// that those of one second leave together. Any thread.
/// </summary>
internal sealed class TokenExpiry : IDisposable
{
    /// <summary>The longest wait: the system's clock may be changed, or the machine may sleep.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly SortedDictionary<long, HashSet<Connection>> _bySecond = [];
    private readonly Dictionary<Connection, long> _seconds = [];

    /// <summary>The second that the timer waits for; none when it does not run.</summary>
    private long? _waitsFor;

    public TokenExpiry(TimeProvider clock, ILogger<TokenExpiry> log)
    {
        (_clock, _log) = (clock, log);
        _timer = clock.Timer("the end of tokens", OnTick, log);
    }

    /// <summary>The connections that are watched.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return _seconds.Count;
        }
    }

    /// <summary>Looks at when the connection's user expires, now or again.</summary>
    public void Watch(Connection connection)
    {
        lock (_lock)
        {
            Remove(connection);
            // One that has left was forgotten before, and would be kept here.
            if (connection is not { User.ExpiresAt: { } end, State: ConnectionState.Open }) return;

            var second = (long)Math.Ceiling((end - DateTimeOffset.UnixEpoch).TotalSeconds);
            _seconds[connection] = second;
            if (!_bySecond.TryGetValue(second, out var together)) _bySecond[second] = together = [];
            together.Add(connection);
            Schedule();
        }
    }

    public void Forget(Connection connection)
    {
        lock (_lock) Remove(connection);
    }

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        var due = new List<Connection>();
        lock (_lock)
        {
            _waitsFor = null;
            var now = _clock.GetUtcNow().ToUnixTimeSeconds();
            while (_bySecond.Count > 0 && _bySecond.First() is var (second, connections) && second <= now)
            {
                due.AddRange(connections);
                foreach (var connection in connections) _seconds.Remove(connection);
                _bySecond.Remove(second);
            }

            Schedule();
        }

        foreach (var connection in due)
        {
            Log.TokenExpired(_log, connection.Id);
            connection.CloseInTurn(CloseStatuses.TokenExpired);
        }
    }

    private void Remove(Connection connection)
    {
        if (!_seconds.Remove(connection, out var second)) return;
        if (_bySecond[second].Remove(connection) && _bySecond[second].Count == 0) _bySecond.Remove(second);
    }

    /// <summary>No token, no tick.</summary>
    private void Schedule()
    {
        if (_bySecond.Count == 0) return;

        var first = _bySecond.First().Key;
        if (_waitsFor <= first) return;
        _waitsFor = first;
        var wait = DateTimeOffset.FromUnixTimeSeconds(Math.Min(first, DateTimeOffset.MaxValue.ToUnixTimeSeconds())) - _clock.GetUtcNow();
        _timer.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
    }
}
