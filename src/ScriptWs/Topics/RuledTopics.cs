using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>
/// Topics that have a rule in the configuration: what scripts, subprotocols and C# code do with them. A server without <c>topics</c> has
/// none. Any thread.
/// </summary>
/// <param name="rules">The rules.</param>
/// <param name="histories">The histories, once the server runs.</param>
/// <param name="presence">Who is present, once the server runs.</param>
internal sealed class RuledTopics(TopicRules rules, Func<IHistories> histories, Func<IPresence> presence)
{
    /// <summary>The most messages that <c>last</c> can ask for.</summary>
    public const int MaxLast = 10_000;

    /// <summary>Who is present in topics whose rule has presence.</summary>
    public IPresence Presence => presence();

    /// <summary>The rule of a topic; <c>null</c> for none.</summary>
    public TopicRule? Find(string topic) => rules.Find(topic);

    /// <summary>The rule of a topic that has a history; <c>null</c> for any other.</summary>
    public TopicRule? FindHistory(string topic) => rules.Find(topic) is { HasHistory: true } rule ? rule : null;

    /// <inheritdoc cref="IHistories.PublishAsync"/>
    public ValueTask<Position> PublishAsync(in TopicMessage message) => histories().PublishAsync(message);

    /// <summary>Subscribes a connection to a topic that has a history, and sends it what it missed before any live message.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="since">
    /// The position that the client has; <c>null</c> for none. A text that is no position counts as one that is not in the history.
    /// </param>
    /// <param name="last">The newest messages up to this number, where <paramref name="since"/> does not help.</param>
    /// <exception cref="TopicException">
    /// The topic has no history, it cannot be read, or the connection cannot subscribe.
    /// </exception>
    public ValueTask<FollowResult> FollowAsync(Connection connection, string topic, string? since, int last)
    {
        var rule = FindHistory(topic) ?? throw new TopicException($"\"{topic}\" has no history; add a rule to topics in server.json");
        Position? from = since is null ? null : Position.TryParse(since, out var position) ? position : default(Position);
        return histories().FollowAsync(connection, topic, rule, new Wanted(from, Math.Clamp(last, 0, MaxLast)));
    }
}
