using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;

namespace ScriptWs.Cluster;

/// <summary>Makes the broker of a cluster, not connected yet.</summary>
/// <param name="address">Where it is.</param>
/// <param name="options">The section <c>cluster</c>.</param>
/// <param name="log">The server's log.</param>
internal delegate IBroker BrokerFactory(BrokerAddress address, ClusterOptions options, ILogger log);
