using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Dispatch;
using ScriptWs.Endpoints;

namespace ScriptWs.Gates;

/// <summary>
/// Asks for users that the configuration does not contain: first C# code, then the endpoint's script
/// (<c>onAuthenticate</c>, on its worker's turn).
/// </summary>
internal sealed class UserQuestions(
    Func<UserLookup?> lookup,
    IServerEvents events,
    Func<IEnumerable<Endpoint>> endpoints,
    TimeSpan timeout,
    TimeProvider clock,
    ILogger log)
{
    /// <param name="endpoint">Whose script is asked; <c>null</c> for none.</param>
    /// <param name="mailbox">The worker whose engine is asked; <c>null</c> for any.</param>
    /// <param name="credentials">What the client says.</param>
    /// <param name="request">What the client asks for.</param>
    /// <param name="done">Told the answer once; perhaps never, the handshake's timeout ends that.</param>
    public void Ask(Endpoint? endpoint, IMailbox? mailbox, Credentials credentials, UpgradeRequest request, Action<AuthenticationResult> done)
    {
        if (lookup() is { } hook) _ = AskHookAsync(hook, credentials, request, GoOn);
        else AskScript();

        void GoOn(AuthenticationResult result)
        {
            if (result is AuthenticationResult.Wrong) AskScript();
            else done(result);
        }

        void AskScript()
        {
            var slot = endpoint?.SlotOf(mailbox);
            if (slot?.Host is { HandlesAuthentication: true }) slot.Worker.Post(ConnectionEvent.Work(() => AskScriptOf(slot, credentials, request, done)));
            else done(AuthenticationResult.Wrong.Instance);
        }
    }

    /// <summary>Asks the first endpoint, in the configuration's order, whose script can be asked.</summary>
    /// <param name="credentials">What the client says.</param>
    /// <param name="request">The login.</param>
    /// <param name="done">Told the answer and the path of the endpoint that it holds for; no path for all.</param>
    public void AskForSession(Credentials credentials, UpgradeRequest request, Action<AuthenticationResult, string?> done)
    {
        var endpoint = endpoints().FirstOrDefault(endpoint => endpoint.SlotOf(null).Host is { HandlesAuthentication: true });
        if (lookup() is not { } hook) Ask(endpoint, null, credentials, request, result => done(result, endpoint?.Path));
        else _ = AskHookAsync(hook, credentials, request, result =>
        {
            if (result is AuthenticationResult.Wrong && endpoint is not null)
                endpoint.SlotOf(null).Worker.Post(ConnectionEvent.Work(() => AskScriptOf(endpoint.SlotOf(null), credentials, request, answer => done(answer, endpoint.Path))));
            else
                done(result, null);
        });
    }

    private static void AskScriptOf(ScriptSlot slot, Credentials credentials, UpgradeRequest request, Action<AuthenticationResult> done)
    {
        if (slot.Host is not { HandlesAuthentication: true } host)
        {
            done(AuthenticationResult.Wrong.Instance);
            return;
        }

        var candidate = new ConnectionUser(credentials.Name ?? "", [], credentials.Kind);
        host.OnAuthenticate(candidate, credentials.Password, credentials.Token, request, (user, failed) => done(
            failed ? AuthenticationResult.Failed.Instance
            : user is null ? AuthenticationResult.Wrong.Instance
            : new AuthenticationResult.Known(new KnownUser(user.Name, user.Roles, user.Claims) { ExpiresAt = user.ExpiresAt })));
    }

    private async Task AskHookAsync(UserLookup hook, Credentials credentials, UpgradeRequest request, Action<AuthenticationResult> done)
    {
        AuthenticationResult result;
        try
        {
            using var limit = new CancellationTokenSource(timeout, clock);
            // On the pool: a hook that blocks must hold up neither sockets nor passwords.
            var user = await Task.Run(() => hook(credentials, request, limit.Token).AsTask(), limit.Token).ConfigureAwait(false);
            result = user is null ? AuthenticationResult.Wrong.Instance : new AuthenticationResult.Known(user);
        }
        catch (Exception e)
        {
            Log.AuthenticationHookFailed(log, e);
            events.RaiseError(e, null);
            result = AuthenticationResult.Failed.Instance;
        }

        done(result);
    }
}
