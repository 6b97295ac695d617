using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Cluster;

/// <summary>The other nodes that are there: those that showed themselves within <c>cluster.lease</c>. Any thread.</summary>
internal sealed class NodeTable(Func<uint, string> channelOf, TimeSpan lease, TimeProvider clock, ILogger log)
{
    /// <summary>Nodes at most; more are left out.</summary>
    public const int MaxNodes = 1024;

    private readonly ConcurrentDictionary<uint, KnownNode> _nodes = new();
    private long _heardMyself = clock.GetTimestamp();

    public IReadOnlyCollection<KnownNode> Nodes => [.. _nodes.Values];

    /// <summary>How long nothing has been heard on the broker, of this node itself either.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Volatile.Read(ref _heardMyself));

    public void HeardMyself() => Volatile.Write(ref _heardMyself, clock.GetTimestamp());

    public KnownNode? Find(uint number) => _nodes.GetValueOrDefault(number);

    /// <param name="number">The node.</param>
    /// <param name="beat">What it shows.</param>
    /// <param name="sequence">The number of the beat, from 1.</param>
    public void OnBeat(uint number, NodeBeat beat, uint sequence)
    {
        if (beat.IsLeaving)
        {
            if (_nodes.TryRemove(number, out _)) Log.NodeLeft(log, beat.Name);
            return;
        }

        if (_nodes.TryGetValue(number, out var node))
        {
            _nodes[number] = node with { Beat = beat, HeardAt = clock.GetTimestamp() };
        }
        else if (_nodes.Count < MaxNodes)
        {
            _nodes[number] = new KnownNode(number, beat, clock.GetTimestamp(), new OutboundChannel(channelOf(number)))
            {
                IsKnownFromItsStart = sequence == 1,
            };
            Log.NodeJoined(log, beat.Name);
        }
    }

    /// <summary>Forgets nodes that have been silent for too long.</summary>
    public void Expire()
    {
        foreach (var node in _nodes.Values)
        {
            if (clock.GetElapsedTime(node.HeardAt) < lease || !_nodes.TryRemove(node.Number, out _)) continue;
            Log.NodeGone(log, node.Beat.Name, lease.TotalSeconds);
        }
    }
}
