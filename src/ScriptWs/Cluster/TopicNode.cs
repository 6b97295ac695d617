using ScriptWs.Connections;

namespace ScriptWs.Cluster;

/// <summary>What histories and presence need of the node that they are on.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Broker">Its broker.</param>
/// <param name="Channels">The names of channels.</param>
/// <param name="Registry">Its connections.</param>
internal sealed record TopicNode(uint Number, IBroker Broker, ClusterChannels Channels, ConnectionRegistry Registry);
