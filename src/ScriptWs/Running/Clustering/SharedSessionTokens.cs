using System.Text;
using Microsoft.Extensions.Logging;
using ScriptWs.Authentication;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>
/// Session logins of all nodes: a login at one of them is good for a connection to another. A key for each token, by its hash, and one
/// for each user with the hashes in their order. Any thread.
/// </summary>
internal sealed class SharedSessionTokens(Func<IStorage> state, SessionOptions options, TimeProvider clock, ILogger log) : ISessionTokens
{
    /// <summary>How often a login is tried while the same user logs in elsewhere.</summary>
    private const int MaxTries = 10;

    public ValueTask<string?> CreateAsync(KnownUser user, string? scope) => TryAsync(() => AddAsync(user, scope), null);

    public ValueTask<AuthenticationResult> TakeAsync(string token, string endpoint) =>
        TryAsync<AuthenticationResult>(() => FindAsync(SessionToken.HashOf(token), endpoint), AuthenticationResult.Busy.Instance);

    private static string KeyOf(string hash) => $"session {hash}";

    private async Task<string?> AddAsync(KnownUser user, string? scope)
    {
        var (token, storage) = (SessionToken.Create(), state());
        var hash = SessionToken.HashOf(token);
        var listKey = $"sessions of {user.Name}";
        var expires = (clock.GetUtcNow() + options.Lifetime).ToUnixTimeMilliseconds();
        var session = new SharedSession(user, scope).Write();
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var entry = (await storage.ReadAsync([listKey]).ConfigureAwait(false))[0];
            string[] all = [.. entry is null ? [] : Encoding.ASCII.GetString(entry.Value).Split(' '), hash];
            var kept = all[Math.Max(0, all.Length - options.MaxTokensPerUser)..];
            StorageWrite[] writes =
            [
                StorageWrite.Set(KeyOf(hash), session, expires),
                StorageWrite.Set(listKey, Encoding.ASCII.GetBytes(string.Join(' ', kept)), expires),
                .. all[..^kept.Length].Select(old => StorageWrite.Delete(KeyOf(old))),
            ];
            var commit = new StorageCommit("", [new StorageCheck(listKey, entry?.Version)], writes);
            if (await storage.CommitAsync(commit).ConfigureAwait(false) is not null) return token;
        }

        return null;
    }

    private async Task<AuthenticationResult> FindAsync(string hash, string endpoint)
    {
        var storage = state();
        if ((await storage.ReadAsync([KeyOf(hash)]).ConfigureAwait(false))[0] is not { } entry) return AuthenticationResult.Wrong.Instance;

        var session = SharedSession.Read(entry.Value);
        var isGood = session is not null && (session.Scope is null || session.Scope == endpoint);
        if (options.SingleUse || !isGood)
        {
            // Of two nodes that are shown the same token, one deletes it.
            var use = StorageCommit.Of("", StorageWrite.Delete(KeyOf(hash)), new StorageCheck(KeyOf(hash), entry.Version));
            if (await storage.CommitAsync(use).ConfigureAwait(false) is null) return AuthenticationResult.Wrong.Instance;
        }

        return isGood ? new AuthenticationResult.Known(session!.User) : AuthenticationResult.Wrong.Instance;
    }

    private async ValueTask<T> TryAsync<T>(Func<Task<T>> runAsync, T otherwise)
    {
        try
        {
            return await runAsync().ConfigureAwait(false);
        }
        catch (StorageException)
        {
            return otherwise; // the storage has logged it
        }
        catch (Exception e)
        {
            Background.Report(e, "session logins of the cluster", log);
            return otherwise;
        }
    }
}
