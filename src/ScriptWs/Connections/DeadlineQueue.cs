using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Connections;

/// <summary>
/// One timer for all waits of one length (handshake, close): since every wait is equally long, they end in the order
/// in which they began, and a queue is enough. Any thread.
/// </summary>
internal sealed class DeadlineQueue : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Due, IExpiring Item)> _waits = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _timeout;
    private readonly ITimer _timer;
    private readonly ILogger? _log;

    public DeadlineQueue(TimeProvider clock, TimeSpan timeout, ILogger? log = null)
    {
        (_clock, _timeout) = (clock, timeout);
        (_log, _timer) = (log, clock.Timer("a deadline", OnTick, log));
    }

    /// <summary>Calls <see cref="IExpiring.OnExpired"/> after the timeout; the item itself knows whether that still matters.</summary>
    public void Add(IExpiring item)
    {
        lock (_lock)
        {
            // What no longer matters is let go early, so that a burst of short waits is not kept for the whole timeout.
            while (_waits.TryPeek(out var head) && head.Item.IsSettled) _waits.Dequeue();
            _waits.Enqueue((_clock.GetTimestamp() + (long)(_timeout.TotalSeconds * _clock.TimestampFrequency), item));
            if (_waits.Count == 1) _timer.Change(_timeout, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        // One that fails keeps the others from nothing: the timer is set when none is due any more.
        while (TryTakeDue(out var item)) Background.Run(item.OnExpired, "a deadline", _log);
    }

    private bool TryTakeDue(out IExpiring item)
    {
        lock (_lock)
        {
            while (_waits.TryPeek(out var wait))
            {
                var left = _clock.GetElapsedTime(_clock.GetTimestamp(), wait.Due);
                if (left > TimeSpan.Zero && !wait.Item.IsSettled)
                {
                    _timer.Change(left, Timeout.InfiniteTimeSpan);
                    break;
                }

                _waits.Dequeue();
                if (wait.Item.IsSettled) continue;
                item = wait.Item;
                return true;
            }
        }

        item = null!;
        return false;
    }
}
