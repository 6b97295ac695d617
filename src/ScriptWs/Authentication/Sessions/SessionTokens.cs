using ScriptWs.Configuration;

namespace ScriptWs.Authentication;

/// <summary>
/// The sessions that were asked for and not used up. Only a hash of each token is kept, and looked up as a whole: what
/// the lookup takes tells nothing about a token. Any thread.
/// </summary>
internal sealed class SessionTokens(SessionOptions options, TimeProvider clock) : ISessions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Session>> _sessions = new(StringComparer.Ordinal);
    private readonly LinkedList<Session> _oldestFirst = new();
    private readonly Dictionary<string, int> _perUser = new(StringComparer.Ordinal);

    /// <param name="user">Whose session it is.</param>
    /// <param name="scope">The endpoint that it is good for; <c>null</c> for all.</param>
    /// <returns>The token, which cannot be read again.</returns>
    public string Create(KnownUser user, string? scope = null)
    {
        var token = SessionToken.Create();
        var session = new Session(SessionToken.HashOf(token), user, scope, clock.GetTimestamp());
        lock (_lock)
        {
            while (_oldestFirst.First is { } oldest && clock.GetElapsedTime(oldest.Value.At) >= options.Lifetime) Remove(oldest);
            if (_perUser.GetValueOrDefault(user.Name) >= options.MaxTokensPerUser) Remove(OldestOf(user.Name));
            if (_sessions.Count >= options.MaxTokens) Remove(_oldestFirst.First!);

            _sessions.Add(session.Hash, _oldestFirst.AddLast(session));
            _perUser[user.Name] = _perUser.GetValueOrDefault(user.Name) + 1;
        }

        return token;
    }

    /// <summary>Looks a token up and uses it up, if it is good for one connection only.</summary>
    /// <returns>Whose it is; <c>null</c> when it is unknown, used, too old, or for another endpoint.</returns>
    public KnownUser? Take(string token, string endpoint)
    {
        var hash = SessionToken.HashOf(token);
        lock (_lock)
        {
            if (!_sessions.TryGetValue(hash, out var found)) return null;

            var session = found.Value;
            var isGood = clock.GetElapsedTime(session.At) < options.Lifetime && (session.Scope is null || session.Scope == endpoint);
            if (options.SingleUse || !isGood) Remove(found);
            return isGood ? session.User : null;
        }
    }

    ValueTask<string?> ISessions.CreateAsync(KnownUser user, string? scope) => ValueTask.FromResult<string?>(Create(user, scope));

    ValueTask<KnownUser?> ISessions.TakeAsync(string token, string endpoint) => ValueTask.FromResult(Take(token, endpoint));

    private LinkedListNode<Session> OldestOf(string name)
    {
        var node = _oldestFirst.First!;
        while (node.Value.User.Name != name) node = node.Next!;
        return node;
    }

    private void Remove(LinkedListNode<Session> node)
    {
        var session = node.Value;
        _sessions.Remove(session.Hash);
        _oldestFirst.Remove(node);
        if (--_perUser[session.User.Name] == 0) _perUser.Remove(session.User.Name);
    }

    private sealed record Session(string Hash, KnownUser User, string? Scope, long At);
}
