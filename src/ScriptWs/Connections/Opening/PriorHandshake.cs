using System.Net;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>An opening handshake that another web server has read.</summary>
/// <param name="Head">The request.</param>
/// <param name="Address">The client's address, as far as that server knows.</param>
/// <param name="Endpoint">The endpoint that its route means; <c>null</c> for the one at the request's path.</param>
/// <param name="User">Who that server says the client is; <c>null</c> to ask our gate.</param>
/// <param name="Carrier">The wire of ours that it came over, whose place it takes over; <c>null</c> for none.</param>
/// <param name="Wire">How it is answered.</param>
internal sealed record PriorHandshake(
    RequestHead Head, IPAddress? Address, RouteMatch<IEndpoint>? Endpoint, ConnectionUser? User, ITransport? Carrier, IUpgradeWire Wire);
