using System.Net;
using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What is known of a plain HTTP connection when it is forwarded.</summary>
/// <param name="Head">Its first request, which the gate has let through.</param>
/// <param name="Bytes">Everything that was read: that request, and what came behind it.</param>
/// <param name="Peer">The address that the wire stands for: the client's, or that of a trusted proxy which forwards requests of many.</param>
/// <param name="User">Who the client of the first request is; <c>null</c> when it is not known.</param>
internal sealed record ForwardedRequest(RequestHead Head, ReadOnlyMemory<byte> Bytes, IPAddress Peer, ConnectionUser? User);
