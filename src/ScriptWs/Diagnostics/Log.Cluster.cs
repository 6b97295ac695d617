using Microsoft.Extensions.Logging;

namespace ScriptWs.Diagnostics;

/// <summary>What is told about the cluster.</summary>
internal static partial class Log
{
    [LoggerMessage(9201, LogLevel.Information, "Node {Node} joined the cluster {Cluster} at {Broker}.")]
    public static partial void ClusterJoined(ILogger logger, string node, string cluster, string broker);
    [LoggerMessage(9202, LogLevel.Warning, "The broker at {Broker} is unreachable ({Problem}); clients reach only clients of this node.")]
    public static partial void BrokerLost(ILogger logger, string broker, string problem);
    [LoggerMessage(9203, LogLevel.Information, "The broker at {Broker} is back after {Seconds:0.0} s.")]
    public static partial void BrokerBack(ILogger logger, string broker, double seconds);
    [LoggerMessage(9204, LogLevel.Information, "Node {Node} is in the cluster.")]
    public static partial void NodeJoined(ILogger logger, string node);
    [LoggerMessage(9205, LogLevel.Information, "Node {Node} left the cluster.")]
    public static partial void NodeLeft(ILogger logger, string node);
    [LoggerMessage(9206, LogLevel.Warning, "Node {Node} is gone: it was silent for {Seconds:0} s.")]
    public static partial void NodeGone(ILogger logger, string node, double seconds);
    [LoggerMessage(9207, LogLevel.Warning,
        "Lost between nodes: {Unsent} messages unsent, {Missed} envelopes missed, {Unreadable} unreadable, {Interruptions} interruptions.")]
    public static partial void ClusterLosses(ILogger logger, long unsent, long missed, long unreadable, long interruptions);
    [LoggerMessage(9210, LogLevel.Error, "{Problem}")]
    public static partial void ClusterDisagrees(ILogger logger, string problem);
}
