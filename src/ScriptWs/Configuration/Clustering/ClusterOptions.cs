namespace ScriptWs.Configuration;

/// <summary>The section <c>cluster</c>. Other servers that share topics, broadcasts and messages with this one.</summary>
/// <remarks>Requires a broker; the package ScriptWs.Redis has one.</remarks>
public sealed record ClusterOptions
{
    /// <summary>
    /// Address of the broker: <c>redis://host:6379</c>, <c>rediss://host:6380</c> with TLS, or
    /// <c>redis+sentinel://host:26379,host2:26379/primary</c>. <c>memory:name</c> = the servers of this process. <c>null</c> =
    /// no cluster. Default: <c>null</c>.
    /// </summary>
    [Setting(
        "Address of the broker: `redis://host:6379`, `rediss://host:6380` with TLS, or `redis+sentinel://host:26379,host2:26379/primary`. "
        + "`memory:name` = the servers of this process. `null` = no cluster.")]
    public string? Url { get; init; }

    /// <summary>
    /// Password at the broker. Set it as the environment variable <c>SCRIPTWS_CLUSTER__PASSWORD</c>. Default: <c>null</c>.
    /// </summary>
    [Setting("Password at the broker. Set it as the environment variable `SCRIPTWS_CLUSTER__PASSWORD`.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>Name of the cluster. Clusters of different names can share a broker. Default: <c>scriptws</c>.</summary>
    [Setting("Name of the cluster. Clusters of different names can share a broker.")]
    public string Name { get; init; } = "scriptws";

    /// <summary>
    /// Name of this node in logs and on the admin page. <c>null</c> = the name of the machine and a number. Default:
    /// <c>null</c>.
    /// </summary>
    [Setting("Name of this node in logs and on the admin page. `null` = the name of the machine and a number.")]
    public string? Node { get; init; }

    /// <summary>Channels that topics are spread over. The same number on every node. Default: <c>256</c>.</summary>
    [Setting("Channels that topics are spread over. The same number on every node.", Minimum = 1, Maximum = 4096)]
    public int Partitions { get; init; } = 256;

    /// <summary>Time that the broker has to answer. Default: <c>2s</c>.</summary>
    [Setting("Time that the broker has to answer.", Minimum = 100, Maximum = 60_000)]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time after which a silent node counts as gone. Default: <c>10s</c>.</summary>
    [Setting("Time after which a silent node counts as gone.", Minimum = 3000, Maximum = 300_000)]
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What happens while the broker is unreachable. <c>serve</c> = clients can connect, and reach only clients of the same
    /// node. <c>refuse</c> = new clients are answered 503. Default: <c>serve</c>.
    /// </summary>
    [Setting(
        "What happens while the broker is unreachable. `serve` = clients can connect, and reach only clients of the same node. "
        + "`refuse` = new clients are answered 503.")]
    public BrokerLossPolicy WhenLost { get; init; } = BrokerLossPolicy.Serve;
}
