namespace ScriptWs.Protocol;

/// <summary>How much one message may be.</summary>
/// <param name="MaxMessageSize">Bytes of one message, all fragments together, inflated; at least 1.</param>
/// <param name="MaxFragments">Frames of one message; at least 1.</param>
internal sealed record MessageLimits(long MaxMessageSize, int MaxFragments);
