using System.Text.Unicode;
using ScriptWs.Protocol;

namespace ScriptWs.Cluster;

/// <summary>A message of another node.</summary>
internal ref struct ReceivedMessage
{
    public Opcode Opcode { get; private set; }

    public string? Topic { get; private set; }

    public string? User { get; private set; }

    public Guid[]? Only { get; private set; }

    public Guid[]? Except { get; private set; }

    public string? Subprotocol { get; private set; }

    public ReadOnlySpan<byte> Payload { get; private set; }

    /// <returns><c>false</c> when the bytes are no message, or one that this version cannot read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReceivedMessage message)
    {
        message = default;
        var fields = new FieldReader(body);
        if (!fields.TryByte(out var number)) return false;

        var flags = (MessageFlags)number;
        if ((flags & ~MessageFlags.All) != 0) return false; // fields that this version does not have
        var (topic, user, subprotocol) = ("", "", "");
        Guid[] only = [], except = [];
        if (flags.HasFlag(MessageFlags.Topic) && !fields.TryText(out topic)) return false;
        if (flags.HasFlag(MessageFlags.User) && !fields.TryText(out user)) return false;
        if (flags.HasFlag(MessageFlags.Only) && !fields.TryIds(out only)) return false;
        if (flags.HasFlag(MessageFlags.Except) && !fields.TryIds(out except)) return false;
        if (flags.HasFlag(MessageFlags.Subprotocol) && !fields.TryText(out subprotocol)) return false;

        message.Opcode = flags.HasFlag(MessageFlags.Binary) ? Opcode.Binary : Opcode.Text;
        message.Topic = flags.HasFlag(MessageFlags.Topic) ? topic : null;
        message.User = flags.HasFlag(MessageFlags.User) ? user : null;
        message.Only = flags.HasFlag(MessageFlags.Only) ? only : null;
        message.Except = flags.HasFlag(MessageFlags.Except) ? except : null;
        message.Subprotocol = flags.HasFlag(MessageFlags.Subprotocol) ? subprotocol : null;
        message.Payload = fields.Rest;
        // Clients must get valid UTF-8 (RFC 6455 §8.1), whatever the broker delivers.
        return message.Opcode == Opcode.Binary || Utf8.IsValid(message.Payload);
    }
}
