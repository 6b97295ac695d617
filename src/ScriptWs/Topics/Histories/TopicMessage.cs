using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>A message that is published to a topic with a history.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Rule">Its rule.</param>
/// <param name="Frame">The message.</param>
/// <param name="Except">The connection that publishes it and does not get it; <c>null</c> for none.</param>
internal readonly record struct TopicMessage(string Topic, TopicRule Rule, SharedFrame Frame, Guid? Except);
