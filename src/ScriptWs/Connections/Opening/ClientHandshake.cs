using System.Buffers;
using System.Diagnostics;
using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>
/// The sink of a wire until its WebSocket is open (RFC 6455 §4.2): collects the request head, asks for an endpoint, the
/// gate's and the script's opinion and a place, answers, and hands the wire to a <see cref="Connection"/>, or refuses and lets it go.
/// </summary>
internal sealed partial class ClientHandshake : ITransportSink, IPreambleSink, IExpiring
{
    private readonly ITransport _transport;
    private readonly HandshakeSettings _settings;
    private readonly RequestHeadReader _reader = new();
    private readonly Lock _lock = new();
    private PriorHandshake? _prior;
    private OpeningHandshake? _request;
    private UpgradeRequest? _upgrade;
    private IEndpoint? _endpoint;
    private IMailbox? _mailbox;
    private byte[] _early = [];
    private readonly long _began;
    private readonly Activity? _span = Tracing.Handshake();
    private volatile Stage _stage = Stage.ReadingHead;

    /// <summary>The client's address: the wire's, or what a trusted proxy says; <c>null</c> when there is none.</summary>
    private IPAddress? _address;
    private ProxyHeaderReader? _proxyHeader;

    private ClientHandshake(ITransport transport, HandshakeSettings settings)
    {
        (_transport, _settings, _began) = (transport, settings, settings.Connections.Clock.GetTimestamp());
        _address = transport.RemoteEndPoint is IPEndPoint { Address: var address } ? AddressRange.Plain(address) : null;
        if (settings.Addresses.WantsProxyHeader && _address is not null && settings.Addresses.IsTrustedProxy(_address)) _proxyHeader = new ProxyHeaderReader();
    }

    /// <summary>Whether the request is here, and so an answer is due.</summary>
    public bool HasAsked => _stage != Stage.ReadingHead;

    bool IExpiring.IsSettled => _stage is Stage.Refused or Stage.Over;

    /// <summary>Begins the handshake of a new wire, or drops the wire when too many are under way.</summary>
    public static ITransportSink Begin(ITransport transport, HandshakeSettings settings)
    {
        var handshake = new ClientHandshake(transport, settings);
        if (handshake.MayBegin() && settings.Connections.Admission.TryBegin(transport))
        {
            settings.Deadlines.Add(handshake);
        }
        else
        {
            handshake._stage = Stage.Over;
            transport.Abort();
        }

        return handshake;
    }

    /// <summary>Goes on with a handshake whose request another web server has read; the wire waits until it is answered.</summary>
    public static void Continue(ITransport transport, HandshakeSettings settings, PriorHandshake prior)
    {
        var handshake = new ClientHandshake(transport, settings) { _prior = prior, _address = prior.Address, _proxyHeader = null };
        transport.Sink = handshake;
        if (!settings.Connections.Admission.TryBegin(transport))
        {
            handshake._stage = Stage.Over;
            prior.Wire.Refuse(HttpRefusals.ServerIsBusy(Admission.RetryAfter));
            return;
        }

        settings.Deadlines.Add(handshake);
        if (handshake.MayBegin()) handshake.Decide(prior.Head, []);
        else handshake.Refuse(HttpRefusals.AddressNotAllowed);
    }

    public bool OnReceived(Span<byte> bytes)
    {
        if (_proxyHeader is not null && !TakeProxyHeader(ref bytes)) return true;
        if (_stage == Stage.ReadingBody) return TakeBody(bytes);

        // What follows a refusal is read and dropped, so that the answer is not overtaken by a reset.
        if (_stage != Stage.ReadingHead) return true;

        var consumed = _reader.Read(bytes);
        return (_reader.Head, _reader.Refusal) switch
        {
            ({ } head, _) => Decide(head, bytes[consumed..]),
            (_, { } refusal) => Refuse(refusal),
            _ => true,
        };
    }

    public void OnWritable() => _refusal?.OnWritable();

    public void OnDisconnected()
    {
        Stage before;
        lock (_lock) (before, _stage) = (_stage, Stage.Over);
        _refusal?.Discard();
        _reader.Dispose();
        _span?.Dispose();
        if (before is not Stage.Over) _settings.Connections.Admission.EndHandshake();
        _settings.Connections.Admission.End(_transport);
    }

    void IExpiring.OnExpired()
    {
        var wasDeciding = _stage == Stage.Deciding;
        Refuse(HttpRefusals.HandshakeTimeout);
        if (wasDeciding) _transport.ResumeReading();
    }

    /// <returns>Whether to read on.</returns>
    private bool Decide(RequestHead head, Span<byte> rest)
    {
        if (!TakeForwardedAddress(head)) return Refuse(HttpRefusals.AddressNotAllowed);
        if (_settings.Health(head) is { } health) return Refuse(health);
        if (_settings.Connections.Admission.ShuttingDown is { } ending) return Refuse(ending);
        if (head.AsksAboutServer && _settings.PlainHttp is not { IsWanted: true }) return Refuse(HttpRefusals.Abilities);
        if (!head.WantsWebSocket && (_settings.Gate is not null || _settings.PlainHttp is { IsWanted: true })) return DecideHttp(head, rest);

        _request = OpeningHandshake.Read(head, out var refusal);
        if (_request is null) return Refuse(refusal!);
        if (_settings.Origins.Check(head, _address) is { } notAllowed) return Refuse(notAllowed);

        var path = _settings.Gate?.EndpointPathOf(head.Path) ?? head.Path;
        if ((_prior?.Endpoint ?? _settings.FindEndpoint(RequestPath.Of(path))) is not { } route) return Refuse(HttpRefusals.PathNotFound);

        if (_prior is { User: { } user } && _settings.Gate?.LetsIn(route.Value, user) == false) return Refuse(HttpRefusals.UserNotAllowed);

        _endpoint = route.Value;

        _upgrade = new UpgradeRequest(path, head.Query, head.Headers, _request.Subprotocols, _address?.ToString() ?? "")
        {
            Endpoint = _endpoint.Path,
            Parameters = route.Parameters,
            User = _prior?.User,
            IsSecure = _transport.IsSecure,
            Tls = _transport.Tls,
        };
        if (_prior is { User: not null } && _settings.Gate is { } known) _upgrade = known.ForScripts(_upgrade);
        _mailbox = _endpoint.NextMailbox();
        _early = rest.ToArray();
        if (!TryMove(Stage.ReadingHead, Stage.Deciding)) return true;
        if (_settings.Gate is { } gate && _prior is not { User: not null }) gate.Admit(new GateRequest(head, _address ?? IPAddress.None, _upgrade, route, _mailbox, IsWanted), Enter);
        else AskScript();
        return false;
    }

    /// <returns><c>false</c> when the time was over meanwhile, or the wire ended.</returns>
    private bool TryMove(Stage from, Stage to)
    {
        lock (_lock)
        {
            if (_stage != from) return false;
            _stage = to;
            return true;
        }
    }

    private bool IsWanted() => _stage == Stage.Deciding;

    /// <summary>The gate has decided: any thread.</summary>
    private void Enter(GateAnswer answer)
    {
        if (answer is GateAnswer.Enter enter)
        {
            _upgrade = enter.Request;
            AskScript();
        }
        else if (answer is GateAnswer.Refuse refuse)
        {
            Refuse(refuse.Http, refuse.Close);
            _transport.ResumeReading();
        }
    }

    private void AskScript()
    {
        HttpRefusal? refused;
        lock (_lock)
        {
            // The wire may end at any moment, and gives its place back then.
            if (_stage != Stage.Deciding) return;
            refused = _settings.Connections.Admission.TryAdmit(_transport, _address ?? IPAddress.None, _prior?.Carrier);
        }

        if (refused is null)
        {
            _mailbox!.Post(ConnectionEvent.Work(() => _mailbox.Handler.OnUpgrade(_upgrade!, Answer)));
            return;
        }

        Refuse(refused);
        _transport.ResumeReading();
    }

    /// <summary>The script has decided: on its worker's turn.</summary>
    private void Answer(UpgradeDecision decision)
    {
        lock (_lock)
        {
            if (_stage != Stage.Deciding) return;
        }

        bool goOn;
        try
        {
            goOn = decision switch
            {
                UpgradeDecision.Accept accept => Accept(accept),
                UpgradeDecision.Refuse refuse => Refuse(HttpRefusals.FromScript(refuse.Status, refuse.Body, refuse.Headers)),
                _ => throw new NotSupportedException(),
            };
        }
        catch (ArgumentException)
        {
            // A header field that would break the answer: the script host checks them first, this is the last check.
            goOn = Refuse(HttpRefusals.ScriptFailed);
        }

        if (goOn) _transport.ResumeReading();
    }

    private enum Stage
    {
        ReadingHead,

        /// <summary>Of a plain HTTP request.</summary>
        ReadingBody,

        /// <summary>The gate or the script is asked; nothing is read meanwhile.</summary>
        Deciding,
        Refused,
        Over,
    }
}
