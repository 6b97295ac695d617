using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Cluster;

/// <summary>What a node shows of itself once a second.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version of its program.</param>
/// <param name="Scripts">Its scripts with their generations, for people.</param>
/// <param name="Connections">How many are open.</param>
/// <param name="IsLeaving">Whether it is its last one.</param>
internal sealed record NodeBeat(string Name, string Version, string Scripts, int Connections, bool IsLeaving)
{
    /// <summary>Characters of a text at most.</summary>
    private const int MaxText = 1024;

    /// <summary>Processor time, in percent of one processor. Added behind, as all that follows: earlier versions leave it out.</summary>
    public int Processor { get; init; }

    /// <summary>Bytes of memory.</summary>
    public long Memory { get; init; }

    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write([IsLeaving ? (byte)1 : (byte)0]);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Connections);
        bytes.Write(number);
        foreach (var text in (string[])[Name, Version, Scripts]) WriteText(bytes, text);
        foreach (var figure in (long[])[Processor, Memory])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, figure);
            bytes.Write(number);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <returns><c>false</c> when the bytes are none. What a later version adds behind is left out.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out NodeBeat beat)
    {
        beat = null!;
        var fields = new FieldReader(body);
        if (!fields.TryByte(out var state) || !fields.TryLong(out var connections)) return false;
        if (!fields.TryText(out var name) || !fields.TryText(out var version) || !fields.TryText(out var scripts)) return false;
        if (connections is < 0 or > int.MaxValue) return false;

        // An earlier version shows no load.
        if (!fields.TryLong(out var processor) || !fields.TryLong(out var memory)) (processor, memory) = (0, 0);
        beat = new(name, version, scripts, (int)connections, (state & 1) != 0)
        {
            Processor = (int)Math.Clamp(processor, 0, int.MaxValue),
            Memory = Math.Max(0, memory),
        };
        return true;
    }

    private static void WriteText(ArrayBufferWriter<byte> bytes, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text.Length > MaxText ? text[..MaxText] : text);
        bytes.Write([(byte)((utf8.Length & 0x7F) | 0x80), (byte)(utf8.Length >> 7)]);
        bytes.Write(utf8);
    }
}
