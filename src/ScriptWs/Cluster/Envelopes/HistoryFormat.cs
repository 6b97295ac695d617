using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Topics;

namespace ScriptWs.Cluster;

/// <summary>
/// How a history keeps a message: the texts of its id and of the id before it, each with a space behind it, then the payload
/// <c>[1 flags][4 node][8 number][16 except id?][message]</c>. Node and number are the publication: no other message has the same.
/// </summary>
internal static class HistoryFormat
{
    private const int PublicationSize = sizeof(uint) + sizeof(long);

    /// <summary>The head of an envelope without a node and a number.</summary>
    public static byte[] EnvelopeHead { get; } = [EnvelopeFormat.Version, .. new byte[EnvelopeFormat.HeadSize - 1]];

    public static byte[] Write(in TopicMessage message, uint node, long number)
    {
        var idSize = message.Except is null ? 0 : EnvelopeFormat.IdSize;
        var bytes = new byte[1 + PublicationSize + idSize + message.Frame.PayloadLength];
        bytes[0] = (byte)((message.Frame.Opcode == Opcode.Binary ? MessageFlags.Binary : 0) | (idSize == 0 ? 0 : MessageFlags.Except));
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), node);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + sizeof(uint)), number);
        message.Except?.TryWriteBytes(bytes.AsSpan(1 + PublicationSize));
        message.Frame.Payload.CopyTo(bytes.AsSpan(1 + PublicationSize + idSize));
        return bytes;
    }

    /// <returns><c>false</c> when the bytes are no entry, or one that this version cannot read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HistoryEntry entry)
    {
        entry = null!;
        if (!TryReadHead(bytes, out var id, out var previous, out var payload)) return false;

        var fields = new FieldReader(payload);
        if (!fields.TryByte(out var number) || !fields.TryBytes(PublicationSize, out _)) return false;

        var flags = (MessageFlags)number;
        if ((flags & ~(MessageFlags.Binary | MessageFlags.Except)) != 0) return false;
        Guid? except = null;
        if (flags.HasFlag(MessageFlags.Except))
        {
            if (!fields.TryBytes(EnvelopeFormat.IdSize, out var guid)) return false;
            except = new Guid(guid);
        }

        var opcode = flags.HasFlag(MessageFlags.Binary) ? Opcode.Binary : Opcode.Text;
        // Clients must get valid UTF-8 (RFC 6455 §8.1), whatever the broker delivers.
        if (opcode == Opcode.Text && !Utf8.IsValid(fields.Rest)) return false;

        entry = new HistoryEntry(new Position(id), new Position(previous), SharedFrame.Of(opcode, fields.Rest), except);
        return true;
    }

    public static bool TryReadHead(ReadOnlySpan<byte> bytes, out long id, out long previous, out ReadOnlySpan<byte> payload)
    {
        previous = 0;
        payload = bytes;
        return TryNumber(ref payload, out id) && TryNumber(ref payload, out previous) && id > 0 && previous >= 0 && previous < id;
    }

    /// <summary>The body of an entry of an envelope: the topic with its length, then what the history keeps.</summary>
    public static byte[] WriteBody(string topic, ReadOnlySpan<byte> entry) => [.. WriteTopic(topic), .. entry];

    /// <summary>A topic with its length, as an envelope holds it.</summary>
    public static byte[] WriteTopic(string topic)
    {
        var utf8 = Encoding.UTF8.GetBytes(topic);
        // A varint of two bytes holds the length of every topic.
        return [(byte)((utf8.Length & 0x7F) | 0x80), (byte)(utf8.Length >> 7), .. utf8];
    }

    /// <returns><c>false</c> when the bytes are no message of a history, or one that this version cannot read.</returns>
    public static bool TryReadBody(ReadOnlySpan<byte> body, out string topic, out HistoryEntry entry)
    {
        entry = null!;
        var fields = new FieldReader(body);
        return fields.TryText(out topic) && TryRead(fields.Rest, out entry);
    }

    /// <summary>Which publication a payload is of.</summary>
    public static byte[] PublicationOf(byte[] payload) => payload.AsSpan(1, PublicationSize).ToArray();

    /// <summary>Whether two payloads are of one publication.</summary>
    public static bool IsSamePublication(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.Length > PublicationSize
        && other.Length > PublicationSize
        && one.Slice(1, PublicationSize).SequenceEqual(other.Slice(1, PublicationSize));

    private static bool TryNumber(ref ReadOnlySpan<byte> rest, out long number)
    {
        if (!Utf8Parser.TryParse(rest, out number, out var length) || length >= rest.Length || rest[length] != (byte)' ') return false;

        rest = rest[(length + 1)..];
        return true;
    }
}
