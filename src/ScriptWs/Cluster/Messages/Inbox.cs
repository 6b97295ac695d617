using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Cluster;

/// <summary>What comes from other nodes on one channel: one envelope at a time, on the broker's threads.</summary>
/// <param name="node">The number of this node.</param>
/// <param name="registry">The connections of this node.</param>
/// <param name="nodes">The other nodes.</param>
/// <param name="figures">What is counted.</param>
/// <param name="carriesMessages">Whether an envelope that is missing is a loss.</param>
/// <param name="others">Takes what is no message.</param>
/// <param name="log">The server's log.</param>
internal sealed class Inbox(
    uint node,
    ConnectionRegistry registry,
    NodeTable nodes,
    ClusterFigures figures,
    bool carriesMessages,
    IEntryReceiver? others,
    ILogger log)
{
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
            nodes.HeardMyself();
            return;
        }

        if (carriesMessages) CheckSequence(reader.Node, reader.Sequence);
        Cork.Begin();
        var messages = 0;
        try
        {
            while (reader.TryNext(out var kind, out var body))
            {
                if (kind == EntryKind.Message) messages++;
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

    private void CheckSequence(uint sender, uint sequence)
    {
        if (_sequences.TryGetValue(sender, out var last))
        {
            // A number that went back is a node that began again under its old number: nothing is known about it.
            var missed = sequence - last - 1;
            if (missed is > 0 and < int.MaxValue) figures.Missed(missed);
        }
        else
        {
            // The first envelope of a channel can be lost as any other.
            if (sequence > 1 && nodes.Find(sender) is { IsKnownFromItsStart: true }) figures.Missed(sequence - 1);
            if (_sequences.Count >= NodeTable.MaxNodes) _sequences.Clear();
        }

        _sequences[sender] = sequence;
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
                nodes.OnBeat(sender, beat, sequence);
                return true;
            default:
                return others?.TryReceive(sender, kind, body) ?? false;
        }
    }

    private void Deliver(in ReceivedMessage message)
    {
        if (message.User is { } user)
        {
            if (registry.Users.Of(user).Length > 0) registry.SendToUserHere(user, SharedFrame.Of(message.Opcode, message.Payload));
        }
        else if (message is { Topic: null, Only: { } only })
        {
            foreach (var id in only)
            {
                if (registry.Find(id) is { } connection && Fits(message, connection)) connection.Send(message.Payload, message.Opcode);
            }
        }
        else if (message.Topic is null ? registry.Count > 0 : registry.SubscriberCount(message.Topic) > 0)
        {
            var filter = new BroadcastFilter(message.Topic, message.Except, message.Only, message.Subprotocol);
            registry.Broadcast(SharedFrame.Of(message.Opcode, message.Payload), filter);
        }
    }

    private static bool Fits(in ReceivedMessage message, Connection connection) =>
        new BroadcastFilter(null, message.Except, null, message.Subprotocol).Includes(connection);
}
