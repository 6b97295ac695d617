using Jint;
using Jint.Native;
using Jint.Runtime;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>The script's say in who comes in.</summary>
internal sealed partial class ScriptHost
{
    public bool HandlesAuthentication => _handlers.OnAuthenticate is not null;

    /// <summary>Asks <c>onAuthenticate</c>; without it nobody is known.</summary>
    /// <param name="asked">Who the client says it is, and how.</param>
    /// <param name="password">The password, if it gave one.</param>
    /// <param name="token">The token, if it gave one.</param>
    /// <param name="request">What it asks for.</param>
    /// <param name="decide">Told the user or <c>null</c>, and whether the script failed; at most once, now or on a later turn.</param>
    public void OnAuthenticate(ConnectionUser asked, string? password, string? token, UpgradeRequest request, Action<ConnectionUser?, bool> decide)
    {
        if (_handlers.OnAuthenticate is null)
        {
            decide(null, false);
            return;
        }

        var pending = new PendingQuestion(host => host.OnAuthenticate(asked, password, token, request, decide));
        _pending.Add(pending);
        _one[0] = CredentialsObject(asked, password, token, request);
        Turn("onAuthenticate", _handlers.OnAuthenticate, _one, null, result => Settle(result, Fulfilled, Rejected), () => Decide(null, true));

        void Fulfilled(JsValue value)
        {
            ConnectionUser? user = null;
            string problem;
            try
            {
                user = AuthenticationAnswer.Read(_engine, value, asked, out problem);
            }
            catch (JavaScriptException e)
            {
                // A getter of the answer threw.
                problem = ScriptErrors.Describe(e.Error);
            }

            if (problem.Length > 0) Fail($"{_module.DisplayPath}: onAuthenticate: {problem}", null);
            Decide(user, problem.Length > 0);
        }

        void Rejected(JsValue reason)
        {
            Fail($"{_module.DisplayPath}: onAuthenticate was rejected: {ScriptErrors.Describe(reason)}", null, reason);
            Decide(null, true);
        }

        void Decide(ConnectionUser? user, bool failed)
        {
            if (_pending.Remove(pending)) decide(user, failed);
        }
    }

    /// <summary>A promise for the user that a new token proves, or <c>null</c>; kept on a turn of its own.</summary>
    public JsValue Reauthenticate(Connection connection, string token)
    {
        var promise = _engine.Advanced.RegisterPromise();
        connection.Reauthenticate(token, user => connection.InTurn(() =>
        {
            // Another version of the script may be here meanwhile; promises of the one before are forgotten.
            if (Owns(connection)) Turn("reauthenticate", null, [], connection, _ => promise.Resolve(UserObject.Create(_engine, user)));
        }));
        return promise.Promise;
    }

    private JsObject CredentialsObject(ConnectionUser asked, string? password, string? token, UpgradeRequest request)
    {
        var credentials = new JsObject(_engine);
        credentials.FastSetDataProperty("kind", new JsString(asked.Kind));
        credentials.FastSetDataProperty("user", password is null ? JsValue.Null : new JsString(asked.Name));
        credentials.FastSetDataProperty("password", password is null ? JsValue.Null : new JsString(password));
        credentials.FastSetDataProperty("token", token is null ? JsValue.Null : new JsString(token));
        credentials.FastSetDataProperty("request", RequestObject.Create(_engine, request));
        return credentials;
    }
}
