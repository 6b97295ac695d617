using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Cluster;

/// <summary>
/// Messages that wait to leave for other nodes. They gather while a batch of turns runs. One loop then takes all that wait, writes one
/// envelope per channel, and takes the next ones when the broker has answered: the busier the node, the more messages share an
/// envelope. Any thread adds; none waits.
/// </summary>
internal sealed class Outbox : IGathering
{
    /// <summary>Bytes that wait at most. Exceeded: messages are lost, and other nodes see a gap.</summary>
    public const long MaxWaiting = 32 << 20;

    /// <summary>An envelope this large leaves before more is added.</summary>
    private const int LargeEnvelope = 1 << 20;

    /// <summary>Bytes that are written on the thread that sent them at most; more take longer than a change of threads.</summary>
    private const int MaxAtOnce = 64 << 10;

    /// <summary>What a message takes beside its payload, roughly.</summary>
    private const int Overhead = 128;

    private readonly uint _node;
    private readonly IBroker _broker;
    private readonly ClusterFigures _figures;
    private readonly ILogger _log;
    private readonly Action _drain;
    private readonly Lock _lock = new();
    private readonly HashSet<OutboundChannel> _written = [];
    private readonly List<(OutboundChannel Channel, Task Sending)> _sending = [];
    private List<(OutboundChannel Channel, NodeMessage Message)> _waiting = [];
    private List<(OutboundChannel Channel, NodeMessage Message)> _taken = [];
    private long _waitingBytes;
    private TaskCompletionSource? _draining;

    public Outbox(uint node, IBroker broker, ClusterFigures figures, ILogger log)
    {
        (_node, _broker, _figures, _log) = (node, broker, figures, log);
        _drain = () => _ = DrainAsync();
    }

    /// <summary>Whether nothing waits, and all that left was taken by the broker.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock) return _draining is null && _waiting.Count == 0;
        }
    }

    public void Add(OutboundChannel channel, in NodeMessage message)
    {
        lock (_lock)
        {
            if (_waitingBytes >= MaxWaiting)
            {
                channel.NoteLoss();
                _figures.Unsent(1);
                return;
            }

            _waiting.Add((channel, message));
            _waitingBytes += message.Size + Overhead;
            if (_draining is not null) return; // the loop takes it along
        }

        Cork.Gather(this);
    }

    public void EndBatch()
    {
        long size;
        lock (_lock)
        {
            if (_draining is not null || _waiting.Count == 0) return;
            _draining = new(TaskCreationOptions.RunContinuationsAsynchronously);
            size = _waitingBytes;
        }

        if (size <= MaxAtOnce && _broker.TakesAtOnce) _drain();
        else Background.Queue("sending to other nodes", _drain, _log);
    }

    /// <summary>
    /// Sends an empty envelope on a channel where nothing has followed the last messages, so that a node which misses them notices it.
    /// </summary>
    public void MarkIfNeeded(OutboundChannel channel)
    {
        if (channel.NeedsMark) Add(channel, default);
    }

    /// <summary>Completes when all that waits now has left or is lost.</summary>
    public Task WhenIdle()
    {
        EndBatch();
        lock (_lock) return _draining?.Task ?? Task.CompletedTask;
    }

    private async Task DrainAsync()
    {
        while (TryTake())
        {
            try
            {
                foreach (var (channel, message) in _taken)
                {
                    if (message.Entry is { } entry) channel.Add(_node, entry);
                    else if (message.Frame is null) channel.Mark(_node);
                    else channel.Add(_node, message);
                    _written.Add(channel);
                    if (channel.Envelope.Length >= LargeEnvelope) await SendAsync().ConfigureAwait(false);
                }

                await SendAsync().ConfigureAwait(false);
            }
            catch (Exception e)
            {
                Background.Report(e, "sending to other nodes", _log);
                foreach (var channel in _written) channel.End(hasLeft: false);
                _written.Clear();
            }

            _taken.Clear();
            // A turn's thread writes one batch. It goes on with its own work even if the broker fails each at once.
            if (!Thread.CurrentThread.IsThreadPoolThread) await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }
    }

    private bool TryTake()
    {
        TaskCompletionSource? ended;
        lock (_lock)
        {
            if (_waiting.Count > 0)
            {
                (_waiting, _taken, _waitingBytes) = (_taken, _waiting, 0);
                return true;
            }

            (ended, _draining) = (_draining, null);
        }

        ended?.TrySetResult();
        return false;
    }

    /// <summary>All envelopes leave together, and one answer is waited for.</summary>
    private async Task SendAsync()
    {
        foreach (var channel in _written) _sending.Add((channel, _broker.PublishAsync(channel.Name, channel.Envelope.Written)));
        foreach (var (channel, sending) in _sending)
        {
            var hasLeft = true;
            try
            {
                await sending.ConfigureAwait(false);
                _figures.Sent(channel.Messages);
            }
            catch (BrokerException)
            {
                hasLeft = false;
                _figures.Unsent(channel.Messages);
            }

            channel.End(hasLeft);
        }

        _written.Clear();
        _sending.Clear();
    }
}
