namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>A Ping or Pong that is sent, received, or not.</summary>
/// <param name="Kind"><c>Ping</c> or <c>Pong</c>.</param>
/// <param name="Payload">Its text; <c>null</c>: whatever it is.</param>
/// <param name="IsThere"><c>false</c> for none.</param>
internal sealed record ControlFrames(string Kind, string? Payload, bool IsThere);

/// <summary>Frames that a client answers.</summary>
internal enum Answered
{
    Pings,
    CloseFrames,
}
