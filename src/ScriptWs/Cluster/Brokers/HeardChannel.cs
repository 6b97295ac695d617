namespace ScriptWs.Cluster;

/// <summary>What a node hears.</summary>
/// <param name="Name">The channel.</param>
/// <param name="Receive">Called for each envelope. It throws nothing.</param>
internal sealed record HeardChannel(string Name, EnvelopeReceived Receive);
