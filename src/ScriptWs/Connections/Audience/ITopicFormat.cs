namespace ScriptWs.Connections;

/// <summary>
/// How a subprotocol writes what topics send: frames that carry the topic and the position. One object for all connections that speak it,
/// so that a message is encoded once. Any thread.
/// </summary>
internal interface ITopicFormat
{
    /// <summary>A message of a topic.</summary>
    /// <param name="plain">The message as clients without a subprotocol get it.</param>
    /// <param name="topic">The topic.</param>
    /// <param name="position">Its position in the topic's history; <c>null</c> for a topic without history.</param>
    SharedFrame Message(SharedFrame plain, string topic, string? position);

    /// <summary>Messages of a topic were lost, and are in no history.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="position">Where the topic continues.</param>
    SharedFrame Gap(string topic, string position);
}
