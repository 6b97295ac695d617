namespace ScriptWs.Protocol;

/// <summary>A status code and its reason, as a Close frame carries them (RFC 6455 §7.4).</summary>
/// <param name="Code">The status code; 1005 means "none was sent" and never goes over the wire.</param>
/// <param name="Reason">The reason, at most 123 bytes of UTF-8.</param>
internal readonly record struct CloseStatus(int Code, string Reason);
