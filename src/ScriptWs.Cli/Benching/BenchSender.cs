using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Benching;

/// <summary>
/// Writes all that leaves on one connection: Pongs that are owed, and its messages, if it is one that sends: as many as may be
/// under way, or as many as are due by the clock. A message that is due and must wait keeps the time at which it was due, so that
/// a server which stands still is blamed for all of its pause.
/// </summary>
internal sealed class BenchSender(Stream stream, int index, BenchPlan plan, BenchClock clock, BenchFrames frames)
{
    private readonly Lock _lock = new();
    private readonly long[] _begun = new long[plan.Depth];
    private long _sent;
    private long _answered;
    private byte[]? _pong;
    private bool _isSending;

    /// <summary>Messages that were sent and not answered.</summary>
    public long Unanswered => Interlocked.Read(ref _sent) - Interlocked.Read(ref _answered);

    public long Sent => Interlocked.Read(ref _sent);

    /// <returns>When the oldest message under way began, which is answered now; <c>null</c> when there is none.</returns>
    public long? Answer()
    {
        lock (_lock)
        {
            return _answered == _sent ? null : _begun[_answered++ % plan.Depth];
        }
    }

    /// <summary>This many messages in total are answered: for a fan-out, where many clients answer.</summary>
    public void AnswerTo(long count)
    {
        lock (_lock) _answered = Math.Clamp(count, _answered, _sent);
    }

    /// <summary>The next write is this Pong; an older one that waits is no longer needed (RFC 6455 §5.5.3).</summary>
    public void Owe(byte[] pong)
    {
        lock (_lock) _pong = pong;
    }

    /// <summary>Sends what may leave now. Any thread may call it; one of them sends.</summary>
    public Task PumpAsync()
    {
        lock (_lock)
        {
            if (_isSending) return Task.CompletedTask;
            _isSending = true;
        }

        return SendAllAsync();
    }

    private async Task SendAllAsync()
    {
        try
        {
            while (Begin(out var pong) is var count && (count > 0 || pong is not null))
            {
                if (pong is not null) await stream.WriteAsync(pong);
                if (count == 0) continue;
                await stream.WriteAsync(plan.Mode == BenchMode.Echo ? frames.Of(count) : StampedFrame());
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The reader notices that the connection is gone, and tells; this sender stays busy, and sends no more.
        }
    }

    private byte[] StampedFrame() => ClientFrames.Encode(Opcode.Text, Stamp.Message(_begun[(_sent - 1) % plan.Depth], plan.Size));

    /// <returns>How many messages leave in the next write; 0 when none may, and then the sender is free again.</returns>
    private int Begin(out byte[]? pong)
    {
        lock (_lock)
        {
            (pong, _pong) = (_pong, null);
            var now = BenchClock.Now;
            var due = index >= plan.Senders ? 0 : clock.HasRate ? clock.DueBefore(index, now) - _sent : now < clock.To ? long.MaxValue : 0;
            var count = (int)Math.Min(Math.Min(due, plan.Depth - (_sent - _answered)), plan.Mode == BenchMode.Echo ? frames.MaxCount : 1);
            for (var i = 0; i < count; i++, _sent++)
                _begun[_sent % plan.Depth] = clock.HasRate ? clock.DueAt(index, _sent) : now;
            _isSending = count > 0 || pong is not null;
            return Math.Max(0, count);
        }
    }
}
