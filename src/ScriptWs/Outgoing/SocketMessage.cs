using System.Net.WebSockets;

namespace ScriptWs.Outgoing;

/// <summary>What an outgoing WebSocket sends: a message, or the beginning of the closing handshake.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Payload">The bytes of a message.</param>
/// <param name="Code">The status code of a close; 1005 for none.</param>
/// <param name="Reason">The reason of a close.</param>
internal sealed record SocketMessage(WebSocketMessageType Type, byte[] Payload, int Code = 0, string Reason = "");
