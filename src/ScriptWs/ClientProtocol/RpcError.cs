namespace ScriptWs.ClientProtocol;

/// <summary>An error that a client is told.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Message">One sentence for the client's author. It contains nothing of what went wrong inside.</param>
/// <param name="Data">Further facts as JSON; <c>null</c> for none.</param>
internal sealed record RpcError(int Code, string Message, string? Data = null);
