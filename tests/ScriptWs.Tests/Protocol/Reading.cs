using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Feeds bytes to a <see cref="MessageReader"/> and answers the events.</summary>
internal static class Reading
{
    public static readonly MessageLimits Limits = new(MaxMessageSize: 1 << 20, MaxFragments: 16);

    public static List<string> Events(params byte[][] chunks) => Events(Limits, chunks);

    public static List<string> Events(MessageLimits limits, params byte[][] chunks) => Handler(limits, null, chunks).Events;

    public static RecordingHandler Handler(MessageLimits limits, MessageInflater? inflater, params byte[][] chunks)
    {
        var handler = new RecordingHandler();
        using var reader = new MessageReader(limits, inflater);
        foreach (var chunk in chunks) Assert.Equal(chunk.Length, reader.Read(chunk.ToArray(), handler));
        return handler;
    }

    /// <summary>The same bytes, one at a time.</summary>
    public static byte[][] ByteByByte(this byte[] bytes) => [.. bytes.Select(b => new[] { b })];
}
