using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>A request whose head is complete, with what is known about it.</summary>
/// <param name="Head">The head.</param>
/// <param name="Client">Where the client comes from.</param>
internal sealed record OpeningRequest(RequestHead Head, ClientAddress Client)
{
    /// <summary>The endpoint that the route of another web server means; <c>null</c> for the one at the request's path.</summary>
    public RouteMatch<IEndpoint>? Endpoint { get; init; }

    /// <summary>The user that another web server has authenticated; <c>null</c> to ask our gate.</summary>
    public ConnectionUser? User { get; init; }

    /// <summary>The wire of ours that it came over, whose place it takes over; <c>null</c> for none.</summary>
    public ITransport? Carrier { get; init; }
}
