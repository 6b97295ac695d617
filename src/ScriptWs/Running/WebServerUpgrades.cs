using ScriptWs.Connections;
using ScriptWs.PlainHttp;
using ScriptWs.Protocol;
using ScriptWs.Routing;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>Opening handshakes that a web server has read: they continue here, and so do the connections that come of them.</summary>
internal sealed class WebServerUpgrades(RunContext run, EndpointTable endpoints, HandshakeTerms handshakes)
{
    /// <summary>Continues an opening handshake, and serves the connection until it ends.</summary>
    /// <returns>The refusal; <c>null</c> when there was a connection.</returns>
    public async Task<PlainAnswer?> UpgradeAsync(WebSocketUpgrade upgrade)
    {
        RouteMatch<IEndpoint>? route = null;
        if (upgrade.Endpoint is { } name)
        {
            if (endpoints.Named(name) is not { } endpoint) return PlainAnswer.Of(HttpRefusals.PathNotFound);
            route = new(endpoint, upgrade.Parameters);
        }

        var transport = new StreamTransport(upgrade.RemoteEndPoint, upgrade.LocalEndPoint, upgrade.IsSecure, upgrade.Abort);
        var call = new UpgradeCall();
        var request = upgrade.Request;
        var head = new RequestHead(request.Method, request.RawPath, request.Query, 1, request.Headers);
        var prior = new PriorHandshake(head, upgrade.Address, route, upgrade.User?.ToConnection(), upgrade.Connection?.Wire, call);
        if (upgrade.Connection is null) run.Totals.CountAccepted();
        ClientHandshake.Continue(transport, handshakes.Current, prior);

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
}
