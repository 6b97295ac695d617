using ScriptWs.ClientProtocol;
using ScriptWs.Resumption;

namespace ScriptWs.Connections;

/// <summary>What only some connections have: those of our own client, and those that can be resumed.</summary>
/// <param name="Client">What the subprotocol keeps; <c>null</c> for a connection that speaks another one or none.</param>
/// <param name="Resumable">What is kept so that the client can resume the connection; <c>null</c> where it cannot.</param>
internal sealed record ConnectionExtras(ClientState? Client, Resumable? Resumable);
