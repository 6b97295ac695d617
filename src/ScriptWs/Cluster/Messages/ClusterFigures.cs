using System.Diagnostics.Metrics;

namespace ScriptWs.Cluster;

/// <summary>What a node counts of its cluster. Any thread.</summary>
internal sealed class ClusterFigures(Meter meter)
{
    private readonly Counter<long> _sent = meter.CreateCounter<long>(
        "scriptws.cluster.sent", "{message}", "Messages that left for other nodes.");

    private readonly Counter<long> _received = meter.CreateCounter<long>(
        "scriptws.cluster.received", "{message}", "Messages that came from other nodes.");

    private readonly Counter<long> _unsent = meter.CreateCounter<long>(
        "scriptws.cluster.unsent", "{message}", "Messages for other nodes that were lost, because the broker did not take them.");

    private readonly Counter<long> _gaps = meter.CreateCounter<long>(
        "scriptws.cluster.gaps", "{envelope}", "Envelopes of other nodes that did not arrive.");

    private readonly Counter<long> _unreadable = meter.CreateCounter<long>(
        "scriptws.cluster.unreadable", "{envelope}", "Envelopes that were skipped: of another version, or damaged.");

    private readonly Counter<long> _interruptions = meter.CreateCounter<long>(
        "scriptws.cluster.interruptions", "{interruption}", "Times that this node stopped hearing the broker.");

    private long _unsentNow;
    private long _gapsNow;
    private long _unreadableNow;
    private long _interruptionsNow;

    public void Sent(int messages) => _sent.Add(messages);

    public void Received(int messages) => _received.Add(messages);

    public void Unsent(int messages)
    {
        _unsent.Add(messages);
        Interlocked.Add(ref _unsentNow, messages);
    }

    public void Missed(uint envelopes)
    {
        _gaps.Add(envelopes);
        Interlocked.Add(ref _gapsNow, envelopes);
    }

    public void Unreadable()
    {
        _unreadable.Add(1);
        Interlocked.Increment(ref _unreadableNow);
    }

    public void Interrupted()
    {
        _interruptions.Add(1);
        Interlocked.Increment(ref _interruptionsNow);
    }

    /// <summary>What was lost since the last call.</summary>
    public (long Unsent, long Gaps, long Unreadable, long Interruptions) TakeLosses() => (
        Interlocked.Exchange(ref _unsentNow, 0),
        Interlocked.Exchange(ref _gapsNow, 0),
        Interlocked.Exchange(ref _unreadableNow, 0),
        Interlocked.Exchange(ref _interruptionsNow, 0));
}
