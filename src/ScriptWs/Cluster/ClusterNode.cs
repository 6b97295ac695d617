using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>This server as a node of a cluster: what leaves for other nodes, what comes from them, and who they are. Any thread.</summary>
internal sealed class ClusterNode : IRemoteAudience, IAsyncDisposable
{
    /// <summary>A node that does not hear itself for this long is cut off, whatever its connections look like.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ClusterOptions _options;
    private readonly IBroker _broker;
    private readonly ConnectionRegistry _registry;
    private readonly ClusterFigures _figures;
    private readonly Func<string> _scripts;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ClusterChannels _channels;
    private readonly OutboundChannel[] _partitions;
    private readonly OutboundChannel _beats;
    private readonly NodeTable _nodes;
    private readonly Outbox _outbox;
    private readonly NodeLoad _load;
    private ITimer? _timer;
    private string? _problem;
    private long _lostAt;
    private long _reconnectedAt;
    private bool _isAgreed;
    private Task _beat = Task.CompletedTask;

    /// <param name="options">The section <c>cluster</c>.</param>
    /// <param name="broker">The broker; the node disposes it.</param>
    /// <param name="registry">The connections of this node.</param>
    /// <param name="figures">What is counted.</param>
    /// <param name="scripts">The live scripts with their generations, for people.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The server's log.</param>
    public ClusterNode(
        ClusterOptions options,
        IBroker broker,
        ConnectionRegistry registry,
        ClusterFigures figures,
        Func<string> scripts,
        TimeProvider clock,
        ILogger log)
    {
        (_options, _broker, _registry, _figures, _scripts, _clock, _log) = (options, broker, registry, figures, scripts, clock, log);
        Number = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));
        Name = options.Node ?? string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Number:x8}");
        _channels = new ClusterChannels(options.Name, options.Partitions);
        _partitions = [.. _channels.Partitions.Select(name => new OutboundChannel(name))];
        _beats = new OutboundChannel(_channels.Nodes);
        _nodes = new NodeTable(_channels.OfNode, options.Lease, clock, log);
        _outbox = new Outbox(Number, broker, figures, log);
        _load = new NodeLoad(clock);
        Shown = Show(isLeaving: false);
    }

    public static string Version { get; } = typeof(ClusterNode).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>The random number of this run; ids of its connections begin with it.</summary>
    public uint Number { get; }

    public string Name { get; }

    public string Broker => _broker.Address;

    /// <summary>Takes what is no message for connections; set before the start.</summary>
    public IEntryReceiver? Entries { private get; set; }

    /// <summary>What this node last showed of itself.</summary>
    public NodeBeat Shown { get; private set; }

    /// <summary>The other nodes.</summary>
    public IReadOnlyCollection<KnownNode> Others => _nodes.Nodes;

    /// <summary>Why other nodes cannot be reached; <c>null</c> when they can.</summary>
    public string? Problem => _broker.Problem ?? (_nodes.Silence > MaxSilence ? "it delivers nothing" : null);

    /// <summary>Whether new clients are refused now.</summary>
    public bool RefusesClients => _options.WhenLost == BrokerLossPolicy.Refuse && Problem is not null;

    /// <summary>Whether nothing waits to leave.</summary>
    public bool IsIdle => _outbox.IsIdle && (Histories?.IsIdle ?? true) && (Presence?.IsIdle ?? true);

    /// <summary>The histories of topics; <c>null</c> when no topic has one. Set before the start.</summary>
    public ClusterHistories? Histories { get; private set; }

    /// <summary>Joins the cluster. When the broker is not there, the node goes on without it and joins later.</summary>
    /// <exception cref="BrokerException">The other nodes have other settings.</exception>
    public async Task StartAsync()
    {
        var targets = new InboxTargets(_registry, _nodes, Histories, Presence, Entries);
        EnvelopeReceived NewInbox(string channel) =>
            new Inbox(Number, targets, _figures, carriesMessages: channel != _channels.Nodes, _log).Receive;

        IEnumerable<string> heard = [.. _channels.Partitions, _channels.Nodes, _channels.OfNode(Number)];
        HeardChannel[] channels = [.. heard.Select(channel => new HeardChannel(channel, NewInbox(channel)))];
        await _broker.StartAsync(channels, OnInterrupted).ConfigureAwait(false);
        _nodes.HeardMyself();
        if (_broker.Problem is null) await AgreeAsync().ConfigureAwait(false);
        await BeatAsync(isLeaving: false).ConfigureAwait(false);
        Presence?.Tick();
        if (_broker.Problem is null) Log.ClusterJoined(_log, Name, _options.Name, _broker.Address);
        _timer = _clock.Timer("a node's beat", Tick, Second, Second, _log);
        Watch();
    }

    /// <summary>Who is present; <c>null</c> when no topic has presence. Set before the start.</summary>
    public ClusterPresence? Presence { get; private set; }

    /// <summary>Makes what keeps who is present, before the start.</summary>
    /// <param name="grace">How long the members of a node that stops stay.</param>
    /// <param name="tell">Told who came and left.</param>
    public ClusterPresence CreatePresence(TimeSpan grace, Action<PresenceChange> tell)
    {
        var node = new TopicNode(Number, _broker, _channels, _registry);
        return Presence = new ClusterPresence(node, _options, grace, tell, _clock, _log);
    }

    /// <summary>Makes the histories of topics, before the start.</summary>
    /// <param name="rules">The rules of topics.</param>
    /// <param name="maxSize">Bytes that this node keeps at most.</param>
    public ClusterHistories CreateHistories(TopicRules rules, long maxSize)
    {
        var node = new TopicNode(Number, _broker, _channels, _registry);
        return Histories = new ClusterHistories(node, rules, _options, maxSize, _clock, _log);
    }

    public void Broadcast(SharedFrame frame, in BroadcastFilter filter)
    {
        var channel = filter.Topic is { } topic ? PartitionOf('t', topic) : PartitionOf('b', "");
        _outbox.Add(channel, new NodeMessage(frame, filter.Topic, null, filter.Only, filter.Except, filter.Subprotocol));
    }

    public bool SendTo(Guid id, SharedFrame frame)
    {
        if (_nodes.Find(ConnectionId.NodeOf(id)) is not { } node) return false;

        _outbox.Add(node.Channel, new NodeMessage(frame, Only: [id]));
        return true;
    }

    public void SendToUser(string name, SharedFrame frame) => _outbox.Add(PartitionOf('u', name), new NodeMessage(frame, User: name));

    /// <summary>Sends an entry to all other nodes. Entries of the same group keep their order.</summary>
    public void Post(string group, NodeEntry entry) => _outbox.Add(PartitionOf('e', group), new NodeMessage(null!, Entry: entry));

    /// <summary>Sends an entry to one node.</summary>
    /// <returns><c>false</c> when it is not there.</returns>
    public bool PostTo(uint node, NodeEntry entry)
    {
        if (_nodes.Find(node) is not { } known) return false;

        _outbox.Add(known.Channel, new NodeMessage(null!, Entry: entry));
        return true;
    }

    /// <summary>The name of a node; its number, when it has not shown itself yet.</summary>
    public string NameOf(uint node) => _nodes.Find(node)?.Beat.Name ?? node.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Sends what waits, tells the other nodes, and leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer?.Dispose();
        await _outbox.WhenIdle().ConfigureAwait(false);
        await _beat.ConfigureAwait(false);
        await BeatAsync(isLeaving: true).ConfigureAwait(false);
        await _broker.DisposeAsync().ConfigureAwait(false);
    }

    private OutboundChannel PartitionOf(char kind, string name) => _partitions[_channels.PartitionOf(kind, name)];

    private void Tick()
    {
        if (_beat.IsCompleted) _beat = BeatAsync(isLeaving: false); // otherwise the broker has not answered the previous one
        foreach (var channel in _partitions) _outbox.MarkIfNeeded(channel);
        foreach (var node in _nodes.Nodes) _outbox.MarkIfNeeded(node.Channel);
        _nodes.Expire();
        Watch();
        Histories?.Tick(isHeard: Problem is null);
        Presence?.Tick();
        ReportLosses();
    }

    /// <summary>Shows this node to all, itself included. One at a time.</summary>
    private async Task BeatAsync(bool isLeaving)
    {
        Shown = Show(isLeaving);
        _beats.Add(Number, EntryKind.Beat, Shown.Write());
        var hasLeft = true;
        try
        {
            await _broker.PublishAsync(_beats.Name, _beats.Envelope.Written).ConfigureAwait(false);
            if (!_isAgreed && !isLeaving) await AgreeAsync().ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            hasLeft = false; // the node is unheard, which is what Problem tells
        }
        catch (Exception e)
        {
            hasLeft = false;
            Background.Report(e, "a node's beat", _log);
        }

        _beats.End(hasLeft);
    }

    private void OnInterrupted()
    {
        _figures.Interrupted();
        Histories?.Interrupted();
    }

    private NodeBeat Show(bool isLeaving)
    {
        var (processor, memory) = _load.Read();
        return new(Name, Version, _scripts(), _registry.Count, isLeaving) { Processor = processor, Memory = memory };
    }

    private async Task AgreeAsync()
    {
        string agreed;
        var mine = _options.Partitions.ToString(CultureInfo.InvariantCulture);
        try
        {
            agreed = await _broker.AgreeAsync(_channels.AgreementKey, mine).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            return; // later
        }

        _isAgreed = true;
        if (agreed == mine) return;

        var problem = $"cluster.partitions is {mine} here, and {agreed} on the other nodes of {_options.Name}; "
            + "set the same number everywhere.";
        if (_timer is null) throw new BrokerException(problem);
        Log.ClusterDisagrees(_log, problem);
    }

    /// <summary>Logs when the broker is lost, and when it is back.</summary>
    private void Watch()
    {
        var problem = Problem;
        if (problem is not null && _problem is null)
        {
            _lostAt = _clock.GetTimestamp();
            Log.BrokerLost(_log, _broker.Address, problem);
        }
        else if (problem is null && _problem is not null)
        {
            Log.BrokerBack(_log, _broker.Address, _clock.GetElapsedTime(_lostAt).TotalSeconds);
        }

        _problem = problem;
        if (problem is null || _broker.Problem is not null || _clock.GetElapsedTime(_reconnectedAt) < MaxSilence) return;
        _reconnectedAt = _clock.GetTimestamp();
        _broker.Reconnect();
    }

    private void ReportLosses()
    {
        var (unsent, gaps, unreadable, interruptions) = _figures.TakeLosses();
        if (unsent + gaps + unreadable + interruptions > 0) Log.ClusterLosses(_log, unsent, gaps, unreadable, interruptions);
    }
}
