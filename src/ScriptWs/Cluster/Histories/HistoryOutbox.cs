using ScriptWs.Connections;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// Messages that wait for their place in a history. What a batch of turns publishes to a topic leaves in one call to the broker. Each
/// topic has one call in flight; what comes meanwhile leaves together in the next one. Any thread adds.
/// </summary>
internal sealed class HistoryOutbox(uint node, IHistoryBroker broker, ClusterChannels channels, TimeSpan timeout) : IGathering
{
    /// <summary>Bytes that wait at most. Exceeded: publishing is refused.</summary>
    public const long MaxWaiting = 32 << 20;

    /// <summary>Messages of one call at most.</summary>
    private const int MaxBatch = 128;

    /// <summary>Bytes after which a call takes no further message.</summary>
    private const int LargeBatch = 1 << 20;

    /// <summary>What a waiting message takes beside its payload, roughly.</summary>
    private const int Overhead = 256;

    /// <summary>Time before a call that failed is made again, once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<PendingMessage>> _topics = new(StringComparer.Ordinal);
    private List<string> _begun = [];
    private long _waiting;
    private long _number;

    public bool IsIdle
    {
        get
        {
            lock (_lock) return _topics.Count == 0;
        }
    }

    /// <returns>The id of the message.</returns>
    /// <exception cref="TopicException">It was not added, or it is not known whether it was.</exception>
    public async ValueTask<long> PublishAsync(TopicMessage message)
    {
        var payload = HistoryFormat.Write(message, node, Interlocked.Increment(ref _number));
        var pending = new PendingMessage(message.Rule, payload);
        if (Add(message.Topic, pending)) Cork.Gather(this);
        try
        {
            return await pending.Added.WaitAsync(timeout, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            throw new TopicException(
                pending.TryGiveUp()
                    ? "the broker does not answer in time; the message was not published"
                    : "the broker does not answer in time; the message may have been published",
                e);
        }
    }

    public void EndBatch()
    {
        List<string> begun;
        lock (_lock)
        {
            if (_begun.Count == 0) return;
            (begun, _begun) = (_begun, []);
        }

        foreach (var topic in begun) _ = SendAsync(topic);
    }

    /// <returns>Whether a topic waits for its first call.</returns>
    private bool Add(string topic, PendingMessage pending)
    {
        lock (_lock)
        {
            if (_waiting >= MaxWaiting) throw new TopicException("too many messages wait for the broker; the message was not published");

            _waiting += pending.Payload.Length + Overhead;
            if (!_topics.TryGetValue(topic, out var queue))
            {
                _topics[topic] = queue = new();
                _begun.Add(topic);
            }

            queue.Enqueue(pending);
            return _begun.Count > 0;
        }
    }

    private async Task SendAsync(string topic)
    {
        while (TryTake(topic, out var batch))
        {
            if (batch.Count > 0) await SendAsync(topic, batch).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(string topic, List<PendingMessage> batch)
    {
        var rule = batch[0].Rule;
        var append = new HistoryAppend(
            topic, channels.Of(topic), rule.History, rule.Age, [.. batch.Select(pending => pending.Payload)], IsRetry: false);
        try
        {
            var began = TimeProvider.System.GetTimestamp();
            long first;
            try
            {
                first = await broker.AppendAsync(append).ConfigureAwait(false);
            }
            catch (BrokerException) when (TimeProvider.System.GetElapsedTime(began) + Pause < timeout)
            {
                // The connection broke: the messages may be there, or not.
                await Task.Delay(Pause, TimeProvider.System).ConfigureAwait(false);
                first = await broker.AppendAsync(append with { IsRetry = true }).ConfigureAwait(false);
            }

            for (var i = 0; i < batch.Count; i++) batch[i].Succeed(first + i);
        }
        catch (Exception e)
        {
            var problem = e is BrokerException ? e.Message : "it failed in the server itself";
            var failure = new TopicException($"the broker cannot be used ({problem}); the message may have been published", e);
            foreach (var pending in batch) pending.Fail(failure);
        }
    }

    private bool TryTake(string topic, out List<PendingMessage> batch)
    {
        batch = [];
        lock (_lock)
        {
            var queue = _topics[topic];
            if (queue.Count == 0)
            {
                _topics.Remove(topic);
                return false;
            }

            for (var size = 0; size < LargeBatch && batch.Count < MaxBatch && queue.TryDequeue(out var next); size += next.Payload.Length)
            {
                _waiting -= next.Payload.Length + Overhead;
                if (next.TryTake()) batch.Add(next);
            }
        }

        return true;
    }
}
