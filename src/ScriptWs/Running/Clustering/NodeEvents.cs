using System.Collections.Concurrent;
using ScriptWs.Cluster;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>Brings events to the engines of an endpoint, here and on other nodes, and collects answers. Any thread.</summary>
internal sealed class NodeEvents(RunContext run) : INodeEvents
{
    private readonly ConcurrentDictionary<long, PendingAsk> _asks = new();
    private EndpointTable? _endpoints;
    private ClusterNode? _node;
    private long _lastAsk;
    private long _droppedAt = long.MinValue;

    /// <summary>Outside a cluster this process is the one node.</summary>
    private string Name => _node?.Name ?? run.Options.Cluster.Node ?? Environment.MachineName;

    /// <summary>Connects it, before the first script runs a turn that could use it.</summary>
    public void Begin(EndpointTable endpoints, ClusterNode? node)
    {
        (_endpoints, _node) = (endpoints, node);
    }

    public void Emit(string endpoint, string name, byte[] data)
    {
        foreach (var slot in SlotsOf(endpoint)) Deliver(endpoint, slot, new NodeEvent(name, data, Name, IsLocal: true), null);
        _node?.Post(endpoint, new EventEntry(0, endpoint, name, data).Write());
    }

    public async Task<NodeAnswers> AskAsync(string endpoint, string name, byte[] data, TimeSpan timeout)
    {
        var nodes = _node?.Others.ToDictionary(node => node.Number, node => node.Beat.Name) ?? [];
        var here = _node?.Number ?? 0;
        nodes[here] = Name;
        var (number, ask) = (Interlocked.Increment(ref _lastAsk), new PendingAsk(nodes));
        _asks[number] = ask;
        try
        {
            await using var timer = run.Clock.Timer("a question to other nodes", ask.End, timeout, Timeout.InfiniteTimeSpan, run.Log);
            AskHere(endpoint, new NodeEvent(name, data, Name, IsLocal: true), answer => ask.Answer(here, answer));
            _node?.Post(endpoint, new EventEntry(number, endpoint, name, data).Write());
            return await ask.Task.ConfigureAwait(false);
        }
        finally
        {
            _asks.TryRemove(number, out _);
        }
    }

    public bool TryReceive(uint sender, EntryKind kind, ReadOnlySpan<byte> body)
    {
        switch (kind)
        {
            case EntryKind.Event:
                if (!EventEntry.TryRead(body, out var entry) || entry.Data.Length > NodeEvent.MaxSize) return false;
                OnEvent(sender, entry);
                return true;
            case EntryKind.Answer:
                if (!AnswerEntry.TryRead(body, out var answer) || answer.Data?.Length > NodeEvent.MaxSize) return false;
                _asks.GetValueOrDefault(answer.Ask)?.Answer(sender, answer.Data);
                return true;
            default:
                return false;
        }
    }

    private void OnEvent(uint sender, EventEntry entry)
    {
        var received = new NodeEvent(entry.Name, entry.Data, _node!.NameOf(sender), IsLocal: false);
        if (entry.Ask != 0)
        {
            AskHere(entry.Endpoint, received, answer => _node.PostTo(sender, new AnswerEntry(entry.Ask, answer).Write()));
            return;
        }

        foreach (var slot in SlotsOf(entry.Endpoint)) Deliver(entry.Endpoint, slot, received, null);
    }

    /// <summary>A question goes to the first engine of the endpoint, so that each node answers once.</summary>
    private void AskHere(string endpoint, NodeEvent asked, Action<byte[]?> answer)
    {
        if (SlotsOf(endpoint) is [var slot, ..]) Deliver(endpoint, slot, asked, answer);
        else answer(null);
    }

    private IReadOnlyList<ScriptSlot> SlotsOf(string endpoint) => _endpoints?.Named(endpoint)?.Slots ?? [];

    private void Deliver(string endpoint, ScriptSlot slot, NodeEvent received, Action<byte[]?>? answer)
    {
        if (slot.Host is not { Events.AreHandled: true })
        {
            answer?.Invoke(null);
            return;
        }

        // The host of the turn, which may be a newer one than now.
        if (slot.TryPost(() => slot.Host?.Events.Receive(received, answer))) return;

        answer?.Invoke(null);
        var now = run.Clock.GetTimestamp();
        var last = Interlocked.Exchange(ref _droppedAt, now);
        if (last == long.MinValue || run.Clock.GetElapsedTime(last, now) > TimeSpan.FromSeconds(1)) Log.EventsDropped(run.Log, endpoint);
    }
}
