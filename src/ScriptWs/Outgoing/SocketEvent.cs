namespace ScriptWs.Outgoing;

/// <summary>One event of an outgoing WebSocket, in their order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text that goes with it.</param>
/// <param name="Bytes">The bytes of a binary message.</param>
/// <param name="Code">The status code of a close.</param>
/// <param name="IsClean">Whether there was a closing handshake.</param>
internal sealed record SocketEvent(SocketEventKind Kind, string Text = "", byte[]? Bytes = null, int Code = 0, bool IsClean = false);
