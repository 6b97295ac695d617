using System.Text;
using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Cli.Client;

/// <summary>A whole message or a control frame that came.</summary>
internal sealed record Received(Opcode Opcode, byte[] Payload)
{
    /// <summary>The payload as text; the reader has checked it where the RFC asks for UTF-8.</summary>
    public string Text => Encoding.UTF8.GetString(Payload);

    /// <summary>The status code of a Close frame, <c>null</c> when it holds none.</summary>
    public int? Code => ServerMessage.CodeOf(Payload);

    /// <summary>The reason of a Close frame.</summary>
    public string Reason => Encoding.UTF8.GetString(ServerMessage.ReasonOf(Payload));
}
