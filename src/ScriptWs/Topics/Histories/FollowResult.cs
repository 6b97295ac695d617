using ScriptWs.Connections;

namespace ScriptWs.Topics;

/// <summary>How a connection began to follow a topic.</summary>
/// <param name="Position">The last position when live messages begin.</param>
/// <param name="Recovered">Whether nothing is lost since the position that the client had.</param>
/// <param name="Missed">Messages that were sent to it again.</param>
internal readonly record struct FollowResult(Position Position, bool Recovered, int Missed);
