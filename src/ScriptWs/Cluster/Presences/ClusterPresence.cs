using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// Who is present on all nodes. Each node writes its own members to the broker, where they count while it renews its lease, and tells the
/// others about changes. Any thread.
/// </summary>
internal sealed class ClusterPresence : IPresence
{
    /// <summary>Ticks between two renewals of the lease.</summary>
    private const int RenewalTicks = 3;

    private readonly uint _node;
    private readonly IBroker _broker;
    private readonly string _channel;
    private readonly ClusterOptions _options;
    private readonly TimeSpan _grace;
    private readonly ILogger _log;
    private readonly PresenceChanges _changes;
    private readonly LocalMembers _members;
    private readonly PresenceOutbox _outbox;
    private Task _renewal = Task.CompletedTask;
    private int _ticks;
    private volatile bool _wasRenewed;
    private volatile bool _isLeaving;

    /// <param name="node">This node.</param>
    /// <param name="options">The section <c>cluster</c>.</param>
    /// <param name="grace">How long the members of a node that stops stay.</param>
    /// <param name="tell">Told who came and left.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The server's log.</param>
    public ClusterPresence(
        TopicNode node, ClusterOptions options, TimeSpan grace, Action<PresenceChange> tell, TimeProvider clock, ILogger log)
    {
        (_node, _broker, _channel, _options, _grace, _log) = (node.Number, node.Broker, node.Channels.Nodes, options, grace, log);
        _changes = new PresenceChanges(tell, clock, log);
        _outbox = new PresenceOutbox(WriteAsync, log);
        _members = new LocalMembers(node.Registry, (topic, before, now) => Add(new MemberChange(topic, before, now)));
    }

    public bool IsIdle => _outbox.IsIdle && _renewal.IsCompleted;

    public PresenceResult Enter(Connection connection, string topic, byte[] info) => _members.Enter(connection, topic, info);

    public bool Leave(Connection connection, string topic) => _members.Leave(connection.Id, topic);

    public void OnClosed(Connection connection) => _members.Leave(connection.Id);

    public async ValueTask<IReadOnlyList<Member>> MembersAsync(string topic)
    {
        try
        {
            List<Member> found = [.. _members.Of(topic)];
            foreach (var bytes in await _broker.Presences.ReadAsync(topic, _node).ConfigureAwait(false))
            {
                if (MemberFormat.TryRead(bytes, out var member)) found.Add(member);
            }

            return found;
        }
        catch (BrokerException e)
        {
            throw new TopicException($"the broker cannot be used ({e.Message})", e);
        }
    }

    /// <summary>A member of another node has come or left.</summary>
    public void Receive(string topic, Member member, bool isThere)
    {
        // A node that stood still for its lease is taken for dead: its own members are still here.
        if (!isThere && _members.Find(topic, member.Id) is { } alive) Add(new MemberChange(topic, null, alive, ChangeAudience.Others));
        else _changes.Add(topic, isThere ? null : member, isThere ? member : null);
    }

    /// <summary>Once a second.</summary>
    public void Tick()
    {
        if (_isLeaving || !_renewal.IsCompleted || _ticks++ % RenewalTicks != 0) return;
        _renewal = RenewAsync();
    }

    /// <summary>This node begins to stop: its members stay for a while, for those who come back elsewhere.</summary>
    public async Task BeginLeavingAsync()
    {
        try
        {
            await _outbox.WhenIdle().WaitAsync(_options.Timeout, TimeProvider.System).ConfigureAwait(false);
            _isLeaving = true;
            if (_broker.Problem is not null) return;
            await _renewal.ConfigureAwait(false);
            var users = _members.All().Where(one => one.Member.User is not null)
                .Select(one => Written(one.Topic, one.Member, isThere: true));
            await _broker.Presences.LeaveAsync(_node, _grace, [.. users]).ConfigureAwait(false);
        }
        catch (Exception e) when (e is BrokerException or TimeoutException)
        {
            _isLeaving = true; // its lease ends by itself
        }
    }

    public ValueTask DisposeAsync() => _changes.DisposeAsync();

    private void Add(MemberChange change)
    {
        if (!_isLeaving && !_outbox.TryAdd(change)) _wasRenewed = false;
    }

    private static PresenceWrite Written(string topic, Member member, bool isThere) =>
        new(topic, member.Id, member.User ?? "", isThere ? MemberFormat.Write(member) : []);

    private async Task WriteAsync(IReadOnlyList<MemberChange> changes)
    {
        bool[] hasMoved;
        try
        {
            PresenceWrite[] writes = [.. changes.Select(one => Written(one.Topic, one.Member, one.Now is not null))];
            hasMoved = await _broker.Presences.WriteAsync(_node, writes).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            _wasRenewed = false; // with the next renewal all members are written again
            hasMoved = new bool[changes.Count];
        }

        var told = changes.Where((change, index) => change.Audience != ChangeAudience.None && !hasMoved[index]).ToArray();
        foreach (var change in told.Where(change => change.Audience == ChangeAudience.All))
            _changes.Add(change.Topic, change.Before, change.Now);
        await TellOthersAsync(told).ConfigureAwait(false);
    }

    private async Task TellOthersAsync(MemberChange[] changes)
    {
        if (changes.Length == 0) return;

        var envelope = new EnvelopeWriter();
        envelope.Begin(_node, 0);
        foreach (var change in changes)
            envelope.Add(EntryKind.Presence, MemberFormat.WriteBody(change.Topic, change.Member, change.Now is not null));
        try
        {
            await _broker.PublishAsync(_channel, envelope.Written).ConfigureAwait(false);
        }
        catch (BrokerException)
        {
            // The others read who is present, and are not told.
        }
    }

    private async Task RenewAsync()
    {
        try
        {
            var renewed = await _broker.Presences.RenewAsync(_node, _options.Lease, forgets: !_wasRenewed).ConfigureAwait(false);
            MemberChange[] ended =
            [
                .. from one in renewed.Ended
                   let member = MemberFormat.TryRead(one.Member, out var read) ? read : null
                   where member is not null
                   select new MemberChange(one.Topic, member, null),
            ];
            foreach (var change in ended) _changes.Add(change.Topic, change.Before, null);
            await TellOthersAsync(ended).ConfigureAwait(false);
            var isKnown = renewed.WasThere && _wasRenewed;
            _wasRenewed = true;
            if (!isKnown) _members.Visit((topic, member) => Add(new MemberChange(topic, member, member, ChangeAudience.None)));
        }
        catch (BrokerException)
        {
            _wasRenewed = false;
        }
        catch (Exception e)
        {
            Background.Report(e, "renewing a lease", _log);
        }
    }
}
