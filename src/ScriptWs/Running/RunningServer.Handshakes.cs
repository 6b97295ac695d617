using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Gates;
using ScriptWs.Routing;

namespace ScriptWs.Running;

/// <summary>What opening handshakes and new tokens are decided by.</summary>
internal sealed partial class RunningServer
{
    /// <summary>What opening handshakes from now on are decided by.</summary>
    private HandshakeSettings CreateHandshakes()
    {
        var origins = new OriginRules(_options.Origins, _options.RequireOrigin, new HostRules(_options.Hosts), _loggers.CreateLogger<OriginRules>());
        return new HandshakeSettings(
            path => AsInterface(_endpoints.Find(path)),
            new ConnectionSettings(Registry, _admission, _options.Limits, _options.Compression, _clock, _closeDeadlines)
            {
                Instruments = _server.Instruments,
                Reauthenticate = Reauthenticate,
                Unfinished = _unfinished,
                SlowReaders = _slowReaders,
            },
            _handshakeDeadlines)
        {
            Origins = origins,
            Addresses = new AddressRules(_options.Addresses),
            AcceptsAddress = _server.MayConnect,
            Gate = AuthenticationRules.IsOn(_options) ? CreateGate(origins) : null,
            Health = new Health(_options.Health, _admission).Answer,
            FindForHttp = path => AsInterface(_endpoints.FindAtOrAbove(path)),
            PlainHttp = _handover,
        };
    }

    private Gate CreateGate(OriginRules origins)
    {
        _authenticator ??= new Authenticator(_options.Authentication with { Users = _files.Users }, _clock, _loggers.CreateLogger<Authenticator>(), _files.Keys);
        var questions = new UserQuestions(_server, () => _endpoints.Values, _options.Limits.HandshakeTimeout, _clock, _loggers.CreateLogger<ScriptWsServer>());
        return new Gate(_options, _authenticator, questions, origins);
    }

    /// <summary>By the rules as they are now, and not as they were when the connection came.</summary>
    private void Reauthenticate(Connection connection, string token, Action<ConnectionUser?> done)
    {
        if (_handshakes.Gate is not Gate gate || _endpoints.Named(connection.Request.Endpoint) is not { } endpoint)
        {
            done(null);
            return;
        }

        gate.Reauthenticate(connection, endpoint, token, user =>
        {
            if (user is not null)
            {
                connection.User = user;
                _tokenEnds.Watch(connection);
            }

            done(user);
        });
    }
}
