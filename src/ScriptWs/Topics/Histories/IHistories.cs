using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>The histories of topics: in memory of this process, or shared with other nodes. Any thread.</summary>
internal interface IHistories : IAsyncDisposable
{
    /// <summary>Called when messages of a topic are lost for subscribers of this node, with the position where it continues.</summary>
    Action<string, Position>? GapFound { get; set; }

    /// <summary>Adds a message to the history of its topic, and sends it to the subscribers, in one order for all.</summary>
    /// <returns>Its position.</returns>
    /// <exception cref="TopicException">It was not added, or it is not known whether it was.</exception>
    ValueTask<Position> PublishAsync(TopicMessage message);

    /// <summary>Subscribes a connection, and sends it what it missed before any live message.</summary>
    /// <exception cref="TopicException">The history cannot be read, or the connection cannot subscribe.</exception>
    ValueTask<FollowResult> FollowAsync(Connection connection, string topic, TopicRule rule, Wanted wanted);
}
