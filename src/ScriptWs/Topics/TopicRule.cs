using ScriptWs.Configuration;

namespace ScriptWs.Topics;

/// <summary>What holds for the topics that a pattern fits; immutable.</summary>
/// <param name="Before">What a topic's name begins with.</param>
/// <param name="After">What it ends with; <c>null</c> when the name is exactly <paramref name="Before"/>.</param>
/// <param name="History">Messages that are kept; 0 for none.</param>
/// <param name="Age">How long they are kept.</param>
/// <param name="HasPresence">Whether connections can be present.</param>
internal sealed record TopicRule(string Before, string? After, int History, TimeSpan Age, bool HasPresence)
{
    public bool HasHistory => History > 0;

    public static TopicRule Of(TopicOptions options)
    {
        var star = options.Match.IndexOf('*', StringComparison.Ordinal);
        var (before, after) = star < 0 ? (options.Match, null) : (options.Match[..star], options.Match[(star + 1)..]);
        return new(before, after, options.History, options.Age, options.Presence);
    }

    public bool Fits(string topic) => After is null
        ? topic == Before
        : topic.Length >= Before.Length + After.Length
            && topic.StartsWith(Before, StringComparison.Ordinal)
            && topic.EndsWith(After, StringComparison.Ordinal);
}
