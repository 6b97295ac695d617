using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Gates;
using ScriptWs.Storage;
using ScriptWs.Supervision;

namespace ScriptWs.Running;

/// <summary>The users of a run and what authenticates them. Both last until the section <c>authentication</c> changes.</summary>
internal sealed class ServedUsers(RunContext run, EndpointTable endpoints, TokenExpiry tokenEnds, NodeServices nodes)
{
    private Authenticator? _authenticator;

    /// <summary>The users and keys, those included that are in files of their own.</summary>
    public AuthenticationFiles Files { get; private set; } = AuthenticationFiles.Of(run.Options);

    /// <summary>New options hold.</summary>
    /// <param name="files">The users and keys.</param>
    /// <param name="remake">Whether what authenticates is created again, and forgets failed attempts and sessions.</param>
    public void Use(AuthenticationFiles files, bool remake)
    {
        Files = files;
        if (remake) _authenticator = null;
    }

    /// <returns><c>null</c> without authentication.</returns>
    public Gate? CreateGate(OriginRules origins)
    {
        var options = run.Options;
        if (!AuthenticationRules.IsOn(options)) return null;

        _authenticator ??= NewAuthenticator(options);
        var timeout = options.Limits.HandshakeTimeout;
        var questions = new UserQuestions(() => run.Hooks.FindUser, run.Hooks, () => endpoints.Routed, timeout, run.Clock, run.Log);
        return new Gate(options, _authenticator, questions, origins);
    }

    private Authenticator NewAuthenticator(ScriptWsOptions options)
    {
        var created = new Authenticator(
            options.Authentication with { Users = Files.Users },
            run.Clock,
            run.Loggers.CreateLogger<Authenticator>(),
            Files.Keys,
            SessionStorage(options))
        {
            Noted = options.Cluster.Url is null ? null : nodes.Logins.Note,
        };
        nodes.Logins.Received = created.Count;
        return created;
    }

    /// <summary>Where sessions are kept; <c>null</c> when that is this process.</summary>
    private IStorage? SessionStorage(ScriptWsOptions options) =>
        nodes.State ?? (options.Authentication.Session.Store == SessionStore.Storage ? run.Storage.Current : null);

    /// <summary>A connection shows a new token. The rules in force decide, not those that the connection came in with.</summary>
    /// <param name="gate">The gate in force; <c>null</c> without authentication.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="token">The token.</param>
    /// <param name="done">Told the user, or <c>null</c> when the token proves nothing.</param>
    public void Reauthenticate(IGate? gate, Connection connection, string token, Action<ConnectionUser?> done)
    {
        if (gate is not Gate ours || endpoints.Named(connection.Request.Endpoint) is not { } endpoint)
        {
            done(null);
            return;
        }

        ours.Reauthenticate(connection, endpoint, token, user =>
        {
            if (user is not null)
            {
                connection.User = user;
                tokenEnds.Watch(connection);
            }

            done(user);
        });
    }

    /// <summary>Warns of each endpoint that no client can get into.</summary>
    public void WarnOfUnreachable()
    {
        if (run.Hooks.FindUser is not null) return;

        var unreachable = new UnreachableEndpoints(
            run.Options, Files, path => endpoints.Named(path)?.SlotOf(null).Host is { HandlesAuthentication: true });
        foreach (var sentence in unreachable.Describe()) Log.EndpointUnreachable(run.Log, sentence);
    }
}
