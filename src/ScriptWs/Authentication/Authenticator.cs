using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Authentication;

/// <summary>
/// Finds out who a client is: the configured users first, then scripts and C# code; either may accept. Keeps
/// count of failures. Any thread; answers come on the caller's thread, one of the pool, or the others'.
/// </summary>
internal sealed class Authenticator
{
    /// <summary>The longest wait of an address, and of a name: failures of others must not lock a user out for long.</summary>
    private static readonly TimeSpan LongestOfAddress = TimeSpan.FromMinutes(5), LongestOfName = TimeSpan.FromSeconds(30);

    private readonly AuthenticationOptions _options;
    private readonly ILogger _log;
    private readonly UserDirectory _users;
    private readonly TokenValidator _tokens;
    private readonly PasswordQueue _passwords;
    private readonly RecentAnswers _recent;
    private readonly FailureThrottle _addresses;
    private readonly FailureThrottle _names;

    public Authenticator(
        AuthenticationOptions options, TimeProvider clock, ILogger log, IReadOnlyList<TokenKey>? keys = null, IStorage? storage = null)
    {
        (_options, _log) = (options, log);
        var users = new UserDirectory(options.Users);
        foreach (var name in users.WithPlainPassword) Log.PlainPasswordFound(log, name);

        _users = users;
        _tokens = new TokenValidator(options.Bearer, keys ?? [], clock);
        _passwords = new PasswordQueue(users, PasswordQueue.DefaultThreads);
        _recent = new RecentAnswers(clock);
        _addresses = new FailureThrottle(clock, options.MaxFailures, LongestOfAddress);
        _names = new FailureThrottle(clock, 2 * options.MaxFailures, LongestOfName);
        Sessions = storage is not null ? new StoredSessions(options.Session, storage, users, clock) : new SessionTokens(options.Session, clock);
        Reader = new CredentialReader(options);
    }

    public CredentialReader Reader { get; }

    public ISessions Sessions { get; }

    /// <summary>Told what other nodes must know; <c>null</c> outside a cluster.</summary>
    public Action<FailureNote>? Noted { get; init; }

    /// <summary>Counts what another node has noted.</summary>
    public void Count(FailureNote note)
    {
        if (note is { IsForgiven: true, Name: { } forgiven })
        {
            _names.Clear(forgiven);
            return;
        }

        if (note.Address is { } address) _addresses.Fail(address);
        if (note.Name is { } name) _names.Fail(name);
    }

    /// <param name="attempt">With credentials, well-formed or not.</param>
    /// <param name="done">Called once, unless the client has gone.</param>
    public void Authenticate(AuthenticationAttempt attempt, Action<AuthenticationResult> done)
    {
        var credentials = attempt.Presented.Credentials;
        if (WaitOf(attempt) is { Ticks: > 0 } wait)
        {
            done(new AuthenticationResult.TooMany(wait));
        }
        else if (credentials is null || !IsTaken(credentials.Kind, attempt.Kinds))
        {
            Finish(attempt, AuthenticationResult.Wrong.Instance, done);
        }
        else if (credentials.Password is null)
        {
            AuthenticateToken(attempt, credentials, done);
        }
        else if (_recent.TryGet(credentials, out var isMatch))
        {
            FinishPassword(attempt, isMatch, done);
        }
        else if (_users.HasNoPassword)
        {
            // There is no name to hide, and nothing to compare with.
            FinishPassword(attempt, null, done);
        }
        else if (!_passwords.TryAdd(credentials, attempt.AddressKey, attempt.IsWanted, user =>
        {
            _recent.Remember(credentials, user);
            // What follows may be a turn of a script; the passwords behind this one do not wait for it.
            Background.Queue("letting a user in", () => FinishPassword(attempt, user, done), _log);
        }))
        {
            done(AuthenticationResult.Busy.Instance);
        }
    }

    private void AuthenticateToken(AuthenticationAttempt attempt, Credentials credentials, Action<AuthenticationResult> done)
    {
        switch (credentials.Kind)
        {
            case CredentialKinds.Session:
                var session = Sessions.TakeAsync(credentials.Token!, attempt.Presented.EndpointPath);
                if (session.IsCompletedSuccessfully) Finish(attempt, session.Result, done);
                else _ = TakeAsync(attempt, session, done);
                break;
            // A script that reads a JWT without checking it would accept any client, so tokens are checked here if there are keys.
            case CredentialKinds.Bearer when _tokens.HasKeys && JwtHeader.IsJwt(credentials.Token!):
                _ = ValidateAsync(attempt, credentials.Token!, done);
                break;
            case CredentialKinds.ApiKey when _users.FindByApiKey(credentials.Token!) is { } user:
                Finish(attempt, user, done);
                break;
            default:
                attempt.AskOthers(credentials, result => Finish(attempt, result, done));
                break;
        }
    }

    private async Task TakeAsync(AuthenticationAttempt attempt, ValueTask<KnownUser?> session, Action<AuthenticationResult> done)
    {
        AuthenticationResult result;
        try
        {
            result = await session.ConfigureAwait(false) is { } user
                ? new AuthenticationResult.Known(user)
                : AuthenticationResult.Wrong.Instance;
        }
        catch (StorageException)
        {
            // The storage has logged it. It is not the client's failure.
            result = AuthenticationResult.Busy.Instance;
        }

        Finish(attempt, result, done);
    }

    private async Task ValidateAsync(AuthenticationAttempt attempt, string token, Action<AuthenticationResult> done)
    {
        AuthenticationResult result;
        try
        {
            result = await _tokens.ValidateAsync(token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // No token should get here; if one does, it proves nothing. What it says stays out of the log.
            Log.TokenCheckBroke(_log, e.GetType().Name);
            result = AuthenticationResult.Wrong.Instance;
        }

        Finish(attempt, result, done);
    }

    private TimeSpan WaitOf(AuthenticationAttempt attempt)
    {
        var ofAddress = _addresses.WaitOf(attempt.AddressKey);
        var ofName = attempt.Presented.Credentials?.Name is { } name ? _names.WaitOf(name) : TimeSpan.Zero;
        return ofAddress > ofName ? ofAddress : ofName;
    }

    private bool IsTaken(string kind, IReadOnlyList<string>? kinds) => (kinds is null || kinds.Contains(kind)) && kind switch
    {
        CredentialKinds.Basic => _options.Basic.Enabled,
        CredentialKinds.Session => _options.Session.Enabled,
        CredentialKinds.Url => _options.Url.Enabled,
        CredentialKinds.Bearer => _options.Bearer.Enabled,
        CredentialKinds.ApiKey => _options.ApiKey.Enabled,
        _ => true,
    };

    private void FinishPassword(AuthenticationAttempt attempt, KnownUser? user, Action<AuthenticationResult> done)
    {
        if (user is not null) Finish(attempt, user, done);
        else attempt.AskOthers(attempt.Presented.Credentials!, result => Finish(attempt, result, done));
    }

    private void Finish(AuthenticationAttempt attempt, KnownUser? user, Action<AuthenticationResult> done) =>
        Finish(attempt, user is null ? AuthenticationResult.Wrong.Instance : new AuthenticationResult.Known(user), done);

    private void Finish(AuthenticationAttempt attempt, AuthenticationResult result, Action<AuthenticationResult> done)
    {
        var name = attempt.Presented.Credentials?.Name;
        if (result is AuthenticationResult.Known && name is not null)
        {
            // Not the address's failures: an attacker may have a valid password too.
            _names.Clear(name);
            Noted?.Invoke(new FailureNote(null, name, IsForgiven: true));
        }
        else if (result is AuthenticationResult.Wrong)
        {
            if (_addresses.Fail(attempt.AddressKey)) Log.AddressHasToWait(_log, attempt.Address, _options.MaxFailures);
            if (name is not null) _names.Fail(name);
            Noted?.Invoke(new FailureNote(attempt.AddressKey, name, IsForgiven: false));
        }

        done(result);
    }
}
