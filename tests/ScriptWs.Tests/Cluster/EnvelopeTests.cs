using System.Text;
using CsCheck;
using ScriptWs.Cluster;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Cluster;

public sealed class EnvelopeTests
{
    private static readonly Gen<string?> Name = Gen.Null(Gen.String[Gen.Char['a', 'ž'], 0, 300]);

    private static readonly Gen<Guid[]?> Ids = Gen.Null(Gen.Guid.Array[0, 40]);

    private static readonly Gen<NodeMessage> Message = Gen.Select(
        Gen.OneOf(
            Gen.String[Gen.Char['a', 'ž'], 0, 2000].Select(SharedFrame.Text),
            Gen.Byte.Array[0, 2000].Select(bytes => SharedFrame.Of(Opcode.Binary, bytes))),
        Name, Name, Ids, Ids, Name,
        (frame, topic, user, only, except, subprotocol) => new NodeMessage(frame, topic, user, only, except, subprotocol));

    [Fact]
    public void Envelope_OfAnyMessages_IsReadAsWritten() => Gen.Select(Gen.UInt, Gen.UInt, Message.Array[0, 20]).Sample(Envelope);

    private static void Envelope(uint node, uint sequence, NodeMessage[] messages)
    {
        var writer = new EnvelopeWriter();
        writer.Begin(node, sequence);
        foreach (var message in messages) writer.Add(message);

        Assert.True(EnvelopeReader.TryBegin(writer.Written.Span, out var reader));
        Assert.Equal((node, sequence), (reader.Node, reader.Sequence));
        foreach (var message in messages)
        {
            Assert.True(reader.TryNext(out var kind, out var body));
            Assert.Equal(EntryKind.Message, kind);
            Assert.True(ReceivedMessage.TryRead(body, out var read));
            Assert.Equal(Describe(message), Describe(read));
        }

        Assert.False(reader.TryNext(out _, out _));
        Assert.False(reader.IsBroken);
    }

    [Fact]
    public void Reading_AnyBytes_ThrowsNothing() => Gen.Byte.Array[0, 200].Sample(bytes => ReadAll(bytes));

    [Fact]
    public void Reading_ADamagedEnvelope_ThrowsNothing() =>
        Gen.Select(Message.Array[1, 5], Gen.Int, Gen.Byte, Gen.Int).Sample(Damaged);

    private static void Damaged(NodeMessage[] messages, int at, byte value, int cut)
    {
        var writer = new EnvelopeWriter();
        writer.Begin(1, 1);
        foreach (var message in messages) writer.Add(message);
        writer.Add(EntryKind.Beat, new NodeBeat("a", "1.0.0", "chat.js 1", 3, false).Write());
        var bytes = writer.Written.ToArray();
        bytes[(int)((uint)at % bytes.Length)] = value;

        ReadAll(bytes.AsSpan(0, (int)((uint)cut % (bytes.Length + 1))));
    }

    [Fact]
    public void Reading_AnotherVersion_Fails()
    {
        var writer = new EnvelopeWriter();
        writer.Begin(1, 1);
        var bytes = writer.Written.ToArray();
        bytes[0] = EnvelopeFormat.Version + 1;

        Assert.False(EnvelopeReader.TryBegin(bytes, out _));
    }

    [Fact]
    public void Reading_AKindOfALaterVersion_GoesOnBehindIt()
    {
        var writer = new EnvelopeWriter();
        writer.Begin(1, 1);
        writer.Add((EntryKind)200, "something new"u8);
        writer.Add(new NodeMessage(SharedFrame.Text("hello"), "news"));

        Assert.True(EnvelopeReader.TryBegin(writer.Written.Span, out var reader));
        Assert.True(reader.TryNext(out var unknown, out _));
        Assert.True(reader.TryNext(out var known, out _));

        Assert.Equal(((EntryKind)200, EntryKind.Message), (unknown, known));
    }

    [Fact]
    public void Beat_OfAnyNode_IsReadAsWritten() =>
        Gen.Select(Gen.String[0, 500], Gen.String[0, 500], Gen.Int[0, int.MaxValue], Gen.Bool).Sample(Beat);

    private static void Beat(string name, string scripts, int count, bool leaves)
    {
        // Half of a surrogate pair has no UTF-8.
        (name, scripts) = (Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)), Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(scripts)));
        var beat = new NodeBeat(name, "0.1.0", scripts, count, leaves);

        Assert.True(NodeBeat.TryRead(beat.Write(), out var read));
        Assert.Equal(beat, read);
    }

    private static void ReadAll(ReadOnlySpan<byte> bytes)
    {
        if (!EnvelopeReader.TryBegin(bytes, out var reader)) return;
        while (reader.TryNext(out _, out var body))
        {
            ReceivedMessage.TryRead(body, out _);
            NodeBeat.TryRead(body, out _);
        }
    }

    private static string Describe(in NodeMessage message) => Describe(
        message.Frame.Opcode, message.Topic, message.User, message.Only, message.Except, message.Subprotocol, message.Frame.Payload);

    private static string Describe(in ReceivedMessage message) => Describe(
        message.Opcode, message.Topic, message.User, message.Only, message.Except, message.Subprotocol, message.Payload);

    private static string Describe(
        Opcode opcode,
        string? topic,
        string? user,
        IEnumerable<Guid>? only,
        IEnumerable<Guid>? except,
        string? subprotocol,
        ReadOnlySpan<byte> payload) =>
        $"{opcode} {topic ?? "-"} {user ?? "-"} {Join(only)} {Join(except)} {subprotocol ?? "-"} {Convert.ToHexString(payload)}";

    private static string Join(IEnumerable<Guid>? ids) => ids is null ? "-" : $"[{string.Join(',', ids)}]";
}
