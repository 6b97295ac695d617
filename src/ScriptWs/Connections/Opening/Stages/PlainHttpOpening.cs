using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>
/// A plain HTTP request is complete: the gate answers a login or refuses, and what it lets through is forwarded. Nothing is read
/// meanwhile.
/// </summary>
/// <param name="opening">The handshake.</param>
/// <param name="request">The request.</param>
/// <param name="received">Everything that was read, to be forwarded.</param>
internal sealed class PlainHttpOpening(Opening opening, OpeningRequest request, byte[] received) : IOpeningStage
{
    public OpeningState State => OpeningState.Deciding;

    /// <returns>Whether to read on.</returns>
    public bool Begin(IOpeningStage from, ReadOnlyMemory<byte> body)
    {
        if (!opening.TryMove(from, this)) return true;

        var settings = opening.Settings;
        var endpoint = settings.FindForHttp(RequestPath.Of(request.Head.Path));
        var question = new GateRequest(request.Head, request.Client.OrNone, null, endpoint, null, () => opening.IsIn(this));
        if (settings.Gate is { } gate) gate.AnswerHttp(question, body, OnDecided);
        else OnDecided(null, null);
        return false;
    }

    public bool OnReceived(Span<byte> bytes) => true;

    /// <summary>The gate has decided: any thread.</summary>
    private void OnDecided(HttpRefusal? answer, ConnectionUser? user)
    {
        var goOn = answer is null && opening.Settings.PlainHttp is { IsWanted: true } http
            ? Forward(http, user)
            : opening.Refuse(answer ?? HttpRefusals.NotAWebSocket);
        if (goOn) opening.Transport.ResumeReading();
    }

    /// <returns>Whether to read on.</returns>
    private bool Forward(IPlainHttp http, ConnectionUser? user)
    {
        // The requests that a proxy forwards are not of one address.
        var address = request.Client.IsOfMany ? null : request.Client.Peer;
        if (!opening.TryAdmit(this, IdleStage.Over, address, carrier: null, out var refusal)) return true;
        if (refusal is not null) return opening.Refuse(refusal);

        opening.Finish(status: null);
        return http.Take(opening.Transport, new ForwardedRequest(request.Head, received, request.Client.Peer, user));
    }
}
