namespace ScriptWs.Cluster;

/// <summary>An envelope came. The bytes are valid during the call only.</summary>
internal delegate void EnvelopeReceived(ReadOnlySpan<byte> envelope);
