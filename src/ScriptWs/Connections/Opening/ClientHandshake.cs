using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>
/// Where opening handshakes begin (RFC 6455 §4.2). Each is an <see cref="Opening"/> that moves from stage to stage until a
/// <see cref="Connection"/> or a web server has the wire, or the client is refused.
/// </summary>
internal static class ClientHandshake
{
    /// <summary>Begins the handshake of a new wire, or drops the wire when too many are in flight.</summary>
    public static ITransportSink Begin(ITransport transport, HandshakeSettings settings)
    {
        var opening = new Opening(transport, settings, WireAnswer.Instance);
        var client = ClientAddress.Of(settings, transport.RemoteEndPoint);
        IOpeningStage first = client.ExpectsProxyHeader ? new ProxyHeaderStage(opening, client) : new RequestHeadStage(opening, client);
        if (!client.MayBegin() || !opening.TryBegin(first)) transport.Abort();
        return opening;
    }

    /// <summary>Continues a handshake whose request another web server has read; the wire waits until it is answered.</summary>
    public static void Continue(ITransport transport, HandshakeSettings settings, PriorHandshake prior)
    {
        var opening = new Opening(transport, settings, new ForwardedAnswer(prior.Wire));
        var stage = new IdleStage(OpeningState.ReadingHead);
        transport.Sink = opening;
        if (!opening.TryBegin(stage))
        {
            prior.Wire.Refuse(HttpRefusals.ServerIsBusy(Admission.RetryAfter));
            return;
        }

        var client = new ClientAddress(settings, prior.Address);
        var request = new OpeningRequest(prior.Head, client) { Endpoint = prior.Endpoint, User = prior.User, Carrier = prior.Carrier };
        if (client.MayBegin()) RequestDecision.Decide(opening, stage, request, [], []);
        else opening.Refuse(HttpRefusals.AddressNotAllowed);
    }
}
