using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Connections;

/// <summary>
/// Drops clients that do not read, or so little at a time that it might as well be nothing: what is sent to them costs memory
/// here, and more of it in the system. Any thread.
/// </summary>
internal sealed class SlowReaders : IDisposable
{
    /// <summary>What a client must take within the time, unless less waits for it.</summary>
    public const int LeastTaken = 8 * 1024;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<IOutput, Mark> _outputs = [];
    private readonly Func<TimeSpan> _timeout;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;

    public SlowReaders(Func<TimeSpan> timeout, TimeProvider clock, ILogger log)
    {
        (_timeout, _clock, _log) = (timeout, clock, log);
        _timer = clock.Timer("clients that do not read", OnTick, log);
    }

    /// <summary>Whether there is a limit at present.</summary>
    public bool IsOn => _timeout() > TimeSpan.Zero;

    /// <summary>Watches an output until nothing waits there. To be called after each write that may have left something.</summary>
    public void Watch(IOutput output)
    {
        lock (_lock)
        {
            if (_outputs.ContainsKey(output)) return;
            _outputs.Add(output, new Mark(output.Taken, _clock.GetTimestamp()));
            if (_outputs.Count == 1) _timer.Change(BetweenLooks, BetweenLooks);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        List<IOutput> slow = [];
        lock (_lock)
        {
            foreach (var (output, mark) in _outputs)
            {
                var sent = output.Taken;
                if (output.Waiting == 0)
                {
                    _outputs.Remove(output);
                }
                else if (sent - mark.Taken >= LeastTaken || _timeout() <= TimeSpan.Zero)
                {
                    _outputs[output] = new Mark(sent, _clock.GetTimestamp());
                }
                else if (_clock.GetElapsedTime(mark.Since) >= _timeout())
                {
                    _outputs.Remove(output);
                    slow.Add(output);
                }
            }

            if (_outputs.Count == 0) _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        foreach (var output in slow)
        {
            Log.ReaderTooSlow(_log, output.RemoteEndPoint);
            output.Abort();
        }
    }

    private readonly record struct Mark(long Taken, long Since);
}
