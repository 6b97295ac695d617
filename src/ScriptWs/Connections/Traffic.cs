namespace ScriptWs.Connections;

/// <summary>What went over one wire, or over many.</summary>
internal readonly record struct Traffic(long MessagesReceived, long MessagesSent, long MessagesDropped, long BytesReceived, long BytesSent)
{
    public static Traffic operator -(Traffic all, Traffic part) => new(
        all.MessagesReceived - part.MessagesReceived,
        all.MessagesSent - part.MessagesSent,
        all.MessagesDropped - part.MessagesDropped,
        all.BytesReceived - part.BytesReceived,
        all.BytesSent - part.BytesSent);

    public static Traffic operator +(Traffic left, Traffic right) => new(
        left.MessagesReceived + right.MessagesReceived,
        left.MessagesSent + right.MessagesSent,
        left.MessagesDropped + right.MessagesDropped,
        left.BytesReceived + right.BytesReceived,
        left.BytesSent + right.BytesSent);
}
