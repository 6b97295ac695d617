using ScriptWs.Protocol;
using ScriptWs.Resumption;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>
/// A WebSocket is asked for (RFC 6455 §4.2): asks the gate, takes a place, asks the script, and opens the connection or refuses.
/// Nothing is read meanwhile.
/// </summary>
internal sealed class WebSocketOpening : IOpeningStage
{
    private readonly Opening _opening;
    private readonly OpeningRequest _request;
    private readonly OpeningHandshake _handshake;
    private readonly RouteMatch<IEndpoint> _route;
    private readonly IMailbox _mailbox;
    private readonly byte[] _early;

    /// <summary>What scripts see of the request; the gate adds the user.</summary>
    private UpgradeRequest _upgrade;

    /// <summary>What the client shows to resume a connection; <c>null</c> for nothing.</summary>
    private readonly string? _resumeToken;

    /// <param name="opening">The handshake.</param>
    /// <param name="request">The request.</param>
    /// <param name="handshake">What it offers.</param>
    /// <param name="route">The endpoint that is asked for.</param>
    /// <param name="path">The path, without credentials.</param>
    /// <param name="early">What came behind the request.</param>
    public WebSocketOpening(
        Opening opening, OpeningRequest request, OpeningHandshake handshake, RouteMatch<IEndpoint> route, string path, byte[] early)
    {
        (_opening, _request, _handshake, _route, _early) = (opening, request, handshake, route, early);
        var (head, address) = (request.Head, request.Client.Value?.ToString() ?? "");
        _upgrade = new UpgradeRequest(path, head.Query, head.Headers, handshake.Subprotocols, address)
        {
            Endpoint = route.Value.Path,
            Parameters = route.Parameters,
            User = request.User,
            IsSecure = opening.Transport.IsSecure,
            Tls = opening.Transport.Tls,
        };
        if (opening.Settings.Resumption is not null) (_upgrade, _resumeToken) = ResumeOffer.Take(_upgrade);
        if (IsKnown && opening.Settings.Gate is { } gate) _upgrade = gate.ForScripts(_upgrade);
        _mailbox = route.Value.NextMailbox();
    }

    public OpeningState State => OpeningState.Deciding;

    /// <summary>Whether another web server has authenticated the user.</summary>
    private bool IsKnown => _request.User is not null;

    /// <returns>Whether to read on.</returns>
    public bool Begin(IOpeningStage from)
    {
        if (!_opening.TryMove(from, this)) return true;

        var request = new GateRequest(_request.Head, _request.Client.OrNone, _upgrade, _route, _mailbox, () => _opening.IsIn(this));
        if (!IsKnown && _opening.Settings.Gate is { } gate) gate.Admit(request, OnGateDecided);
        else AskScript();
        return false;
    }

    public bool OnReceived(Span<byte> bytes) => true;

    /// <summary>Any thread.</summary>
    private void OnGateDecided(GateAnswer answer)
    {
        if (answer is GateAnswer.Enter enter)
        {
            _upgrade = enter.Request;
            AskScript();
        }
        else if (answer is GateAnswer.Refuse refuse)
        {
            if (refuse.Close is { } status) RefuseByClosing(status);
            else _opening.Refuse(refuse.Http);
            _opening.Transport.ResumeReading();
        }
    }

    private void AskScript()
    {
        if (!_opening.TryAdmit(this, this, _request.Client.OrNone, _request.Carrier, out var refusal)) return;

        if (refusal is null)
        {
            _mailbox.Post(ConnectionEvent.Work(() => _mailbox.Handler.OnUpgrade(_upgrade, OnScriptDecided)));
            return;
        }

        _opening.Refuse(refusal);
        _opening.Transport.ResumeReading();
    }

    /// <summary>On the worker's turn.</summary>
    private void OnScriptDecided(UpgradeDecision decision)
    {
        if (!_opening.IsIn(this)) return;
        if (decision is UpgradeDecision.Accept && _resumeToken is not null && _opening.Settings.Resumption is { } keeper)
            _ = ResumeAsync(keeper, _resumeToken, decision);
        else
            Decide(decision, null);
    }

    /// <summary>Takes the state that the token resumes, once the script lets the client in: a refusal uses no token up.</summary>
    private async Task ResumeAsync(ResumeKeeper keeper, string token, UpgradeDecision decision)
    {
        var state = await keeper.TakeAsync(token, _upgrade.Path, _upgrade.User?.Name).ConfigureAwait(false);
        _mailbox.Post(ConnectionEvent.Work(() => Decide(decision, state)));
    }

    /// <param name="decision">What the script decided.</param>
    /// <param name="resumed">The state of a connection that this one continues; <c>null</c> for none.</param>
    private void Decide(UpgradeDecision decision, byte[]? resumed)
    {
        if (!_opening.IsIn(this)) return;

        bool goOn;
        try
        {
            goOn = decision switch
            {
                UpgradeDecision.Accept accept => Accept(accept, resumed),
                UpgradeDecision.Refuse refuse => _opening.Refuse(HttpRefusals.FromScript(refuse.Status, refuse.Body, refuse.Headers)),
                _ => throw new NotSupportedException(),
            };
        }
        catch (ArgumentException)
        {
            // A header field that would break the answer: the script host checks them first, this is the last check.
            goOn = _opening.Refuse(HttpRefusals.ScriptFailed);
        }

        if (goOn) _opening.Transport.ResumeReading();
    }

    private bool Accept(UpgradeDecision.Accept accept, byte[]? resumed)
    {
        var shared = _opening.Settings.Connections;
        if (shared.Admission.ShuttingDown is { } ending) return _opening.Refuse(ending);

        // RFC 6455 §4.2.2: only what the client offered. The script host reports it to the script; this is the last check.
        // What scripts see counts, and not what came: there may have been a token among it.
        var offered = _upgrade.Subprotocols;
        if (accept.Subprotocol is { } chosen && !offered.Contains(chosen, StringComparer.Ordinal))
            return _opening.Refuse(HttpRefusals.ScriptFailed);

        var subprotocol = accept.Subprotocol
            ?? OpeningHandshake.ChooseSubprotocol(offered, _route.Value.Subprotocols)
            ?? _upgrade.FallbackSubprotocol;
        var compression = shared.Compression;
        var deflate = compression.Enabled ? PermessageDeflate.Negotiate(_handshake.Extensions, compression.ContextTakeover) : null;
        var open = _opening.Answer.Accept(new(_handshake.Key, subprotocol, deflate?.ResponseHeader, accept.Headers));
        var connection = new Connection(_opening.Transport, _mailbox, shared, _upgrade, subprotocol, deflate)
        {
            ScriptState = accept.State,
        };
        if (!_opening.TryMove(this, IdleStage.Over)) return false;

        var resumable = _opening.Settings.Resumption?.Begin(_upgrade.Path, _upgrade.User?.Name, resumed);
        connection.Equip(shared.Limits.MaxRequests, resumable);

        _opening.Finish(101);
        _opening.Transport.Sink = connection;
        open(connection);
        return _early.Length == 0 || connection.OnReceived(_early);
    }

    /// <summary>Opens a WebSocket that no script sees, only to close it: a browser shows its page the status of nothing else.</summary>
    private void RefuseByClosing(CloseStatus status) => _opening.Refuse(101, output =>
    {
        // A browser that offered subprotocols fails a WebSocket without one, and would not show the status.
        var offered = _handshake.Subprotocols;
        var fallback = offered.Count > 0 ? offered[0] : null;
        var subprotocol = OpeningHandshake.ChooseSubprotocol(offered, _route.Value.Subprotocols) ?? fallback;
        _opening.Answer.AcceptInto(output, new(_handshake.Key, subprotocol));
        Span<byte> body = stackalloc byte[CloseBody.MaxSize];
        output.AppendClose(body[..CloseBody.Write(body, status)]);
        return true;
    });
}
