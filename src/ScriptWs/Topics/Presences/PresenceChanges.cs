using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;

namespace ScriptWs.Topics;

/// <summary>
/// Gathers who comes and leaves, and tells it together. A member that leaves and is back in time is not mentioned. Any thread.
/// </summary>
internal sealed class PresenceChanges : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Action<PresenceChange> _tell;
    private readonly ITimer _timer;
    private Dictionary<string, Dictionary<Guid, (Member? Before, Member? Now)>> _topics = new(StringComparer.Ordinal);
    private int _count;

    /// <param name="tell">Told the changes of one topic.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="log">The server's log.</param>
    public PresenceChanges(Action<PresenceChange> tell, TimeProvider clock, ILogger log)
    {
        _tell = tell;
        _timer = clock.Timer("telling who is present", Tell, log);
    }

    /// <summary>Whether nothing waits to be told.</summary>
    public bool IsIdle
    {
        get
        {
            lock (_lock) return _count == 0;
        }
    }

    /// <summary>A member has changed.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="before">How it was there before; <c>null</c> when it was not.</param>
    /// <param name="now">How it is there now; <c>null</c> when it is not.</param>
    public void Add(string topic, Member? before, Member? now)
    {
        if ((before ?? now) is not { Id: var id }) return;

        int count;
        lock (_lock)
        {
            if (!_topics.TryGetValue(topic, out var members)) _topics[topic] = members = [];
            members[id] = (members.TryGetValue(id, out var known) ? known.Before : before, now);
            count = ++_count;
        }

        if (count == 1) _timer.Change(PresenceLimits.Gathering, Timeout.InfiniteTimeSpan);
        else if (count >= PresenceLimits.MaxGathered) Tell();
    }

    public async ValueTask DisposeAsync() => await _timer.DisposeAsync().ConfigureAwait(false);

    private void Tell()
    {
        Dictionary<string, Dictionary<Guid, (Member? Before, Member? Now)>> topics;
        lock (_lock) (topics, _topics, _count) = (_topics, new(StringComparer.Ordinal), 0);

        foreach (var (topic, members) in topics)
        {
            Member[] joined = [.. from one in members.Values where one.Now is { } now && one.Before?.IsSame(now) != true select one.Now];
            Member[] left = [.. from one in members.Values where one is { Before: not null, Now: null } select one.Before];
            if (joined.Length + left.Length > 0) _tell(new PresenceChange(topic, joined, left));
        }
    }
}
