using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Dispatch;
using ScriptWs.Endpoints;
using ScriptWs.Scripting;
using ScriptWs.Storage;
using ScriptWs.Supervision;
using ScriptWs.Topics;

namespace ScriptWs.Running;

/// <summary>The topics of a run that have a rule, and the scripts that are told about them.</summary>
internal sealed class ServedTopics : IAsyncDisposable
{
    private readonly Func<IEnumerable<ScriptSlot>> _slots;
    private readonly RunContext _run;
    private readonly ConnectionRegistry _registry;
    private readonly TopicRules _rules;
    private readonly RuledTopics? _ruled;
    private IHistories? _histories;
    private IPresence? _presence;

    /// <param name="run">The run.</param>
    /// <param name="registry">Its connections.</param>
    /// <param name="slots">The workers of all endpoints.</param>
    public ServedTopics(RunContext run, ConnectionRegistry registry, Func<IEnumerable<ScriptSlot>> slots)
    {
        (_run, _registry, _slots) = (run, registry, slots);
        _rules = new TopicRules(run.Options.Topics);
        if (run.Options.Topics.Count > 0) _ruled = new RuledTopics(_rules, () => _histories!, () => _presence!);
    }

    /// <summary>Makes the endpoints, whose scripts use the topics.</summary>
    /// <exception cref="ScriptWsException">A script does not load, or the storage cannot be opened.</exception>
    public EndpointTable CreateEndpoints(Func<Heartbeat?> heartbeat, TokenExpiry expiry, INodeServices nodes) => new(new EndpointFactory(
        _run.Options,
        _run.Hooks,
        _registry,
        heartbeat,
        expiry,
        _run.Storage.OpenForScripts(_run.Options),
        nodes,
        _run.Loggers,
        _run.Clock)
    {
        Topics = _ruled,
    });

    /// <summary>Makes the histories: those of a cluster, in the storage, or in memory. Before the start.</summary>
    /// <param name="node">This server in its cluster; <c>null</c> outside one.</param>
    public void Begin(ClusterNode? node)
    {
        BeginHistories(node);
        if (!_rules.HavePresence) return;

        _presence = node?.CreatePresence(_run.Options.Presence.Grace, TellPresence)
            ?? (IPresence)new LocalPresence(_registry, TellPresence, _run.Clock, _run.Log);
        _registry.Left = _presence.OnClosed;
    }

    private void BeginHistories(ClusterNode? node)
    {
        if (!_rules.HaveHistories) return;

        var maxSize = _run.Options.Limits.MaxHistorySize;
        _histories = node?.CreateHistories(_rules, maxSize) ?? CreateOwnHistories(maxSize);
        _histories.GapFound = TellGap;
    }

    /// <summary>The histories of a server that is no node: they outlive it where its storage does.</summary>
    private IHistories CreateOwnHistories(long maxSize) => _run.Options.Storage.Backend == StorageBackend.Memory
        ? new LocalHistories(_registry, maxSize, _run.Clock, _run.Log)
        : new StoredHistories(_run.Storage.Open(_run.Options), _registry, _rules, maxSize, _run.Clock, StartOfStorage, _run.Log);

    private Guid StartOfStorage => _run.Options.Storage.Sync == StorageSync.Write ? default : MachineStart.Id;

    /// <summary>The server begins to stop: its members stay a while, for those who come back to another node.</summary>
    public Task BeginLeavingAsync() => _presence is ClusterPresence presence ? presence.BeginLeavingAsync() : Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_presence is not null) await _presence.DisposeAsync().ConfigureAwait(false);
        if (_histories is not null) await _histories.DisposeAsync().ConfigureAwait(false);
    }

    private void TellPresence(PresenceChange change)
    {
        foreach (var slot in _slots()) slot.Post(() => slot.Host?.Topics.OnPresence(change));
    }

    private void TellGap(string topic, Position position)
    {
        var text = position.ToString();
        foreach (var slot in _slots()) slot.Post(() => slot.Host?.Topics.OnGap(topic, text));
    }
}
