using Microsoft.Extensions.Logging;
using ScriptWs.Connections;
using ScriptWs.PlainHttp;

namespace ScriptWs.Running;

/// <summary>What decides opening handshakes: an immutable <see cref="HandshakeSettings"/> that new options replace.</summary>
internal sealed class HandshakeTerms
{
    private readonly RunContext _run;
    private readonly EndpointTable _endpoints;
    private readonly ServedUsers _users;
    private readonly ConnectionTerms _connections;
    private readonly ClusterMembership _cluster;
    private readonly HttpForwarding? _forwarding;
    private volatile HandshakeSettings _current;

    public HandshakeTerms(
        RunContext run, EndpointTable endpoints, ServedUsers users, ConnectionTerms connections, ClusterMembership cluster)
    {
        (_run, _endpoints, _users, _connections, _cluster) = (run, endpoints, users, connections, cluster);
        if (run.Hooks.HttpServer is { } http) _forwarding = CreateForwarding(http);
        _current = Create();
    }

    /// <summary>What decides the handshakes that begin now.</summary>
    public HandshakeSettings Current => _current;

    public void Renew() => _current = Create();

    private HandshakeSettings Create()
    {
        var options = _run.Options;
        var health = new Health(options.Health, _connections.Admission, IsOutdated, _cluster.Node);
        var client = new ClientFile(options.Client);
        var log = _run.Loggers.CreateLogger<OriginRules>();
        var origins = new OriginRules(options.Origins, options.RequireOrigin, new HostRules(options.Hosts), log);
        return new HandshakeSettings(_endpoints.Find, _connections.CreateSettings(Reauthenticate), _connections.HandshakeDeadlines)
        {
            Origins = origins,
            Addresses = new AddressRules(options.Addresses),
            AcceptsAddress = _run.Hooks.MayConnect,
            Gate = _users.CreateGate(origins),
            Health = head => health.Answer(head) ?? client.Answer(head),
            FindForHttp = _endpoints.FindForHttp,
            PlainHttp = _forwarding,
            Resumption = _connections.Resumption,
        };
    }

    private bool IsOutdated() => _run.LiveFiles.ConfigurationIsOutdated || _endpoints.AreOutdated;

    private HttpForwarding CreateForwarding(IHttpServer http) => new(
        http,
        new RequestRules(() => _current, () => _run.Options.Limits.HandshakeTimeout, _run.Clock),
        new RequestQuestions(_endpoints.FindAtOrAbove, () => _run.Options.Limits, () => _current.Gate, _run.Clock).AskAsync,
        () => _connections.CloseDeadlines,
        _connections.SlowReaders,
        _connections.Admission,
        _run.Clock);

    private void Reauthenticate(Connection connection, string token, Action<ConnectionUser?> done) =>
        _users.Reauthenticate(_current.Gate, connection, token, done);
}
