using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>What comes from other nodes on one channel: one envelope at a time, on the broker's threads.</summary>
/// <param name="node">The number of this node.</param>
/// <param name="targets">What messages are for.</param>
/// <param name="figures">What is counted.</param>
/// <param name="carriesMessages">Whether an envelope that is missing is a loss.</param>
/// <param name="log">The server's log.</param>
internal sealed class Inbox(uint node, InboxTargets targets, ClusterFigures figures, bool carriesMessages, ILogger log)
{
    /// <summary>Envelopes that one can be behind a later one.</summary>
    private const int MaxLate = 1 << 20;

    private readonly ConnectionRegistry _registry = targets.Registry;
    private readonly NodeTable _nodes = targets.Nodes;
    private readonly Dictionary<uint, uint> _sequences = [];

    public void Receive(ReadOnlySpan<byte> envelope)
    {
        try
        {
            Read(envelope);
        }
        catch (Exception e)
        {
            Background.Report(e, "reading from other nodes", log);
        }
    }

    private void Read(ReadOnlySpan<byte> envelope)
    {
        if (!EnvelopeReader.TryBegin(envelope, out var reader))
        {
            figures.Unreadable();
            return;
        }

        if (reader.Node == node)
        {
            _nodes.HeardMyself();
            return;
        }

        if (carriesMessages && reader.Sequence != 0 && !TryAdvance(reader.Node, reader.Sequence)) return;

        Cork.Begin();
        var messages = 0;
        try
        {
            while (reader.TryNext(out var kind, out var body))
            {
                if (kind is EntryKind.Message or EntryKind.History) messages++;
                if (!TryDeliver(reader.Node, reader.Sequence, kind, body)) figures.Unreadable();
            }
        }
        finally
        {
            Cork.End();
        }

        if (reader.IsBroken) figures.Unreadable();
        if (messages > 0) figures.Received(messages);
    }

    /// <returns>
    /// <c>false</c> for an envelope that comes after a later one, as from a connection that its node has given up: it is counted as
    /// missing already, and its messages would be out of order.
    /// </returns>
    private bool TryAdvance(uint sender, uint sequence)
    {
        if (_sequences.TryGetValue(sender, out var last))
        {
            var ahead = unchecked((int)(sequence - last));
            if (ahead is <= 0 and > -MaxLate) return false;
            // A number that went back further is a node that began again under its old number: nothing is known about it.
            if (ahead > 1) figures.Missed((uint)ahead - 1);
        }
        else
        {
            // The first envelope of a channel can be lost as any other.
            if (sequence > 1 && _nodes.Find(sender) is { IsKnownFromItsStart: true }) figures.Missed(sequence - 1);
            if (_sequences.Count >= NodeTable.MaxNodes) _sequences.Clear();
        }

        _sequences[sender] = sequence;
        return true;
    }

    private bool TryDeliver(uint sender, uint sequence, EntryKind kind, ReadOnlySpan<byte> body)
    {
        switch (kind)
        {
            case EntryKind.Message:
                if (!ReceivedMessage.TryRead(body, out var message)) return false;
                Deliver(message);
                return true;
            case EntryKind.Beat:
                if (!NodeBeat.TryRead(body, out var beat)) return false;
                _nodes.OnBeat(sender, beat, sequence);
                return true;
            case EntryKind.History:
                if (!HistoryFormat.TryReadBody(body, out var topic, out var entry)) return false;
                if (targets.Histories is { } histories) histories.Receive(topic, entry);
                else DeliverPlain(topic, entry);
                return true;
            case EntryKind.Presence:
                if (!MemberFormat.TryReadBody(body, out var room, out var member, out var isThere)) return false;
                targets.Presence?.Receive(room, member, isThere);
                return true;
            default:
                return targets.Others?.TryReceive(sender, kind, body) ?? false;
        }
    }

    private void Deliver(in ReceivedMessage message)
    {
        if (message.User is { } user)
        {
            if (_registry.Users.Of(user).Length > 0) _registry.SendToUserHere(user, SharedFrame.Of(message.Opcode, message.Payload));
        }
        else if (message is { Topic: null, Only: { } only })
        {
            foreach (var id in only)
            {
                if (_registry.Find(id) is { } connection && Fits(message, connection)) connection.Send(message.Payload, message.Opcode);
            }
        }
        else if (message.Topic is null ? _registry.Count > 0 : _registry.SubscriberCount(message.Topic) > 0)
        {
            var filter = new BroadcastFilter(message.Topic, message.Except, message.Only, message.Subprotocol);
            _registry.Broadcast(SharedFrame.Of(message.Opcode, message.Payload), filter);
        }
    }

    /// <summary>Other nodes keep a history of a topic, and this one has no rule for it.</summary>
    private void DeliverPlain(string topic, HistoryEntry entry) =>
        _registry.Broadcast(entry.Frame, new BroadcastFilter(topic, entry.Except is { } except ? [except] : null));

    private static bool Fits(in ReceivedMessage message, Connection connection) =>
        new BroadcastFilter(null, message.Except, null, message.Subprotocol).Includes(connection);
}
