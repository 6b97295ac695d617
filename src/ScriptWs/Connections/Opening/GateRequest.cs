using System.Net;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>What the gate is asked.</summary>
/// <param name="Head">The request as it came.</param>
/// <param name="Address">The client's address.</param>
/// <param name="Upgrade">What scripts may see of the request; <c>null</c> when no WebSocket is asked for.</param>
/// <param name="Endpoint">The endpoint that is asked for; <c>null</c> when there is none.</param>
/// <param name="Mailbox">The worker that the connection will stay on; <c>null</c> when no WebSocket is asked for.</param>
/// <param name="IsWanted">Whether the client still waits for the answer.</param>
internal sealed record GateRequest(
    RequestHead Head, IPAddress Address, UpgradeRequest? Upgrade, RouteMatch<IEndpoint>? Endpoint, IMailbox? Mailbox, Func<bool> IsWanted);
