using System.Net;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;
using ScriptWs.Routing;

namespace ScriptWs.PlainHttp;

/// <summary>
/// The rules for plain HTTP requests on connections that were forwarded: the same addresses, origins and users as for
/// WebSockets. The first request of a connection has passed the gate already.
/// </summary>
internal sealed class RequestRules(Func<HandshakeSettings> settings, Func<TimeSpan> timeout, TimeProvider clock) : HttpConnection.IRules
{
    private const string Methods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private static readonly KeyValuePair<string, string>[] Preflight = [new("Access-Control-Max-Age", "600")];

    public async ValueTask<PlainVerdict> CheckAsync(PlainRequest request, ForwardedRequest? first, IPAddress peer, CancellationToken gone)
    {
        var now = settings();
        var head = HeadOf(request);
        // What follows such a request may be another request for a proxy in front: the connection must not go on.
        if (!RequestTarget.IsPath(request.RawPath) && !head.AsksAboutServer) return Broken(HttpRefusals.TargetNotAPath);
        if (BodyFraming.Check(head) is { } unclear) return Broken(unclear);

        return await DecideAsync(now, head, request, first, peer, gone).ConfigureAwait(false) with { IsThisMachine = IsThisMachine(now, head, peer) };

        PlainVerdict Broken(HttpRefusal refusal) => new(PlainAnswer.Of(refusal with { Headers = [new("Connection", "close")] }), $"{peer}", null, []);
    }

    private async ValueTask<PlainVerdict> DecideAsync(HandshakeSettings now, RequestHead head, PlainRequest request, ForwardedRequest? first, IPAddress peer, CancellationToken gone)
    {
        var address = AddressOf(now, head, peer);
        var origin = head.Header("origin");

        if (!now.Addresses.Allows(address) || !now.AcceptsAddress(address)) return Refused(HttpRefusals.AddressNotAllowed);
        if (now.Health(head) is { } health) return Refused(health);
        if (now.Connections.Admission.ShuttingDown is { } ending) return Refused(ending);
        if (now.Origins.CheckPage(head, address) is { } stranger) return Refused(stranger);
        if (request.Method == "CONNECT") return Refused(HttpRefusals.MethodNotOneOf(Methods)); // we are no proxy (RFC 9110 §9.3.6)
        if (request.Method == "OPTIONS") return new(Abilities(head), $"{address}", null, Cors(origin));

        if (first is not null && RequestPath.Of(first.Head.Path).Text == request.Path) return new(null, $"{address}", ScriptWsUser.Of(first.User), Cors(origin));
        if (now.Gate is not { } gate) return new(null, $"{address}", null, Cors(origin));

        ReadOnlyMemory<byte> body = default;
        var limit = gate.BodyLimitOf(head);
        if (limit > 0)
        {
            if (await request.ReadBody(limit, gone).ConfigureAwait(false) is not { } read) return Refused(HttpRefusals.BodyTooLarge);
            body = read;
        }

        var (answer, user) = await AskAsync(gate, new GateRequest(head, address, null, now.FindForHttp(RequestPath.Of(request.RawPath)), null, () => !gone.IsCancellationRequested), body, gone).ConfigureAwait(false);
        // A login says itself who may read its answer.
        return answer is null ? new(null, $"{address}", ScriptWsUser.Of(user), Cors(origin)) : Refused(answer);

        PlainVerdict Refused(HttpRefusal refusal) => new(PlainAnswer.Of(refusal), $"{address}", null, []);
    }

    public async ValueTask<PlainAnswer?> CheckPathsAsync(PlainRequest request, IReadOnlyList<string> paths, IPAddress peer, CancellationToken gone)
    {
        var now = settings();
        if (now.Gate is not { } gate) return null;

        var (head, known) = (HeadOf(request), now.FindForHttp(RequestPath.Of(request.RawPath))?.Value);
        foreach (var endpoint in paths.Select(path => now.FindForHttp(RequestPath.OfFile(path))).Where(endpoint => endpoint?.Value != known).DistinctBy(endpoint => endpoint?.Value))
        {
            var question = new GateRequest(head, AddressOf(now, head, peer), null, endpoint, null, () => !gone.IsCancellationRequested);
            if ((await AskAsync(gate, question, default, gone).ConfigureAwait(false)).Answer is { } refusal) return PlainAnswer.Of(refusal);
        }

        return null;
    }

    public bool HasWebSocketsAt(PlainRequest request) => settings().FindEndpoint(RequestPath.Of(request.RawPath)) is not null;

    private static RequestHead HeadOf(PlainRequest request) => new(request.Method, request.RawPath, request.Query, request.MinorVersion, request.Headers);

    /// <summary>A proxy speaks for others, HTTP/1.0 is what some speak unless told otherwise, and its Host is what clients call the server.</summary>
    private static bool IsThisMachine(HandshakeSettings now, RequestHead head, IPAddress peer) =>
        IPAddress.IsLoopback(peer) && !now.Addresses.IsTrustedProxy(peer) && head.MinorVersion > 0 && !ProxyFields.AreIn(head.Headers)
        && head.Header("host") is { } host && OriginPattern.Split($"http://{host}") is { } own && HostRules.IsThisMachine(own.Host);

    private static IPAddress AddressOf(HandshakeSettings now, RequestHead head, IPAddress peer) =>
        now.Addresses.IsTrustedProxy(peer) ? now.Addresses.ClientOf(peer, head.Header("x-forwarded-for")) : peer;

    private async Task<(HttpRefusal? Answer, ConnectionUser? User)> AskAsync(IGate gate, GateRequest request, ReadOnlyMemory<byte> body, CancellationToken gone)
    {
        var answered = new TaskCompletionSource<(HttpRefusal?, ConnectionUser?)>(TaskCreationOptions.RunContinuationsAsynchronously);
        var waiting = answered.Task.WaitAsync(timeout(), clock, gone); // its time begins with the question
        gate.AnswerHttp(request, body, (answer, user) => answered.TrySetResult((answer, user)));
        try
        {
            return await waiting.ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return (HttpRefusals.HandshakeTimeout, null);
        }
    }

    /// <summary>Pages that may connect may read (the Fetch standard's CORS protocol); without credentials of the browser's own.</summary>
    private static KeyValuePair<string, string>[] Cors(string? origin) =>
        origin is null ? [] : [new("Access-Control-Allow-Origin", origin), new("Vary", "Origin")];

    /// <summary>A preflight request needs no authentication.</summary>
    private static PlainAnswer Abilities(RequestHead head)
    {
        if (head.Header("access-control-request-method") is not { } method) return new(204, [new("Allow", Methods)], default);

        var headers = new List<KeyValuePair<string, string>>(Preflight);
        if (HttpSyntax.IsToken(method)) headers.Add(new("Access-Control-Allow-Methods", method));
        if (head.Header("access-control-request-headers") is { } fields) headers.Add(new("Access-Control-Allow-Headers", fields));
        return new(204, headers, default);
    }
}
