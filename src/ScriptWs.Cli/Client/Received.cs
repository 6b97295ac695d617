using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Cli.Client;

/// <summary>A whole message or a control frame that came.</summary>
internal sealed record Received(ClientOpcode Opcode, byte[] Payload)
{
    /// <summary>The payload as text; the reader has checked it where the RFC asks for UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The status code of a Close frame, <c>null</c> when it holds none.</summary>
    public int? Code => Payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(Payload) : null;

    /// <summary>The reason of a Close frame.</summary>
    public string Reason => Payload.Length > 2 ? Encoding.UTF8.GetString(Payload, 2, Payload.Length - 2) : "";
}
