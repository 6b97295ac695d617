using System.Collections.Concurrent;
using ScriptWs.Configuration;

namespace ScriptWs.Topics;

/// <summary>The rules of <c>topics</c>. Which one a topic has is found out once. Any thread.</summary>
internal sealed class TopicRules(IReadOnlyList<TopicOptions> options)
{
    /// <summary>Topics whose rule is remembered at most; others are matched each time.</summary>
    public const int MaxRemembered = 100_000;

    private readonly TopicRule[] _rules = [.. options.Select(TopicRule.Of)];
    private readonly ConcurrentDictionary<string, TopicRule?> _known = new(StringComparer.Ordinal);
    private int _count;

    public bool HaveHistories => _rules.Any(static rule => rule.HasHistory);

    public bool HavePresence => _rules.Any(static rule => rule.HasPresence);

    /// <summary>The rule of a topic; <c>null</c> for none.</summary>
    public TopicRule? Find(string topic)
    {
        if (_known.TryGetValue(topic, out var known)) return known;

        var found = Array.Find(_rules, rule => rule.Fits(topic));
        if (Volatile.Read(ref _count) < MaxRemembered && _known.TryAdd(topic, found)) Interlocked.Increment(ref _count);
        return found;
    }
}
