using System.Buffers.Binary;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>A whole message or a control frame of a server. The payload is valid until the next one is read.</summary>
/// <param name="opcode">Text, Binary, Close, Ping or Pong.</param>
/// <param name="payload">Inflated; UTF-8 where RFC 6455 asks for it.</param>
internal readonly ref struct ServerMessage(Opcode opcode, ReadOnlySpan<byte> payload)
{
    public Opcode Opcode { get; } = opcode;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>The status code of a Close frame; <c>null</c> when it has none.</summary>
    public static int? CodeOf(ReadOnlySpan<byte> closeBody) =>
        closeBody.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(closeBody) : null;

    /// <summary>The reason of a Close frame, in UTF-8.</summary>
    public static ReadOnlySpan<byte> ReasonOf(ReadOnlySpan<byte> closeBody) =>
        closeBody.Length > sizeof(ushort) ? closeBody[sizeof(ushort)..] : [];
}
