using ScriptWs.Connections;
using ScriptWs.Endpoints;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Routing;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>What plain HTTP needs of a run, and what a web server that brings WebSockets needs.</summary>
internal sealed partial class RunningServer
{
    /// <summary>Whether any script answers plain HTTP requests.</summary>
    public bool AnswersRequests => _endpoints.Values.Any(endpoint => endpoint.SlotOf(null).Host is { HandlesRequests: true });

    /// <summary>Goes on with an opening handshake, and with the connection that comes of it until it ends.</summary>
    /// <returns>The refusal; <c>null</c> when there was a connection.</returns>
    public async Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade)
    {
        RouteMatch<IEndpoint>? route = null;
        if (upgrade.Endpoint is { } name)
        {
            if (_endpoints.Named(name) is not { } endpoint) return PlainAnswer.Of(HttpRefusals.PathNotFound);
            route = new(endpoint, upgrade.Parameters);
        }

        var transport = new StreamTransport(upgrade.RemoteEndPoint, upgrade.LocalEndPoint, upgrade.IsSecure, upgrade.Abort);
        var call = new UpgradeCall();
        var request = upgrade.Request;
        var head = new RequestHead(request.Method, request.RawPath, request.Query, 1, request.Headers);
        if (upgrade.Connection is null) _server.CountAccepted();
        ClientHandshake.Continue(transport, _handshakes, new PriorHandshake(head, upgrade.Address, route, upgrade.User?.ToConnection(), upgrade.Connection?.Wire, call));

        var (refusal, headers) = await call.Answered.ConfigureAwait(false);
        if (refusal is not null)
        {
            transport.End();
            return PlainAnswer.Of(refusal);
        }

        try
        {
            await transport.RunAsync(await upgrade.SwitchAsync(headers).ConfigureAwait(false)).ConfigureAwait(false);
            return null;
        }
        finally
        {
            transport.End();
        }
    }

    private static RouteMatch<IEndpoint>? AsInterface(RouteMatch<Endpoint>? found) => found is { } route ? new(route.Value, route.Parameters) : null;
}
