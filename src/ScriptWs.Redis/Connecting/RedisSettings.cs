using System.Globalization;
using ScriptWs.Configuration;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>How the client library is set up.</summary>
internal static class RedisSettings
{
    /// <summary>How often the library looks after its connections, and tries again.</summary>
    private const int Pace = 250;

    /// <param name="address">Where the broker is.</param>
    /// <param name="cluster">The section <c>cluster</c>.</param>
    public static ConfigurationOptions Of(BrokerAddress address, ClusterOptions cluster)
    {
        var timeout = (int)cluster.Timeout.TotalMilliseconds;
        var settings = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            AsyncTimeout = timeout,
            // What waits for a lost connection would arrive seconds late, in a burst: it fails at once instead, and is counted.
            BacklogPolicy = BacklogPolicy.FailFast,
            ClientName = string.Create(CultureInfo.InvariantCulture, $"scriptws-{Environment.ProcessId}"),
            ConnectRetry = 1,
            ConnectTimeout = timeout,
            DefaultDatabase = address.Database,
            HeartbeatInterval = TimeSpan.FromMilliseconds(Pace),
            KeepAlive = 1,
            Password = cluster.Password,
            ReconnectRetryPolicy = new LinearRetry(Pace),
            Ssl = address.IsEncrypted,
            SyncTimeout = timeout,
            TieBreaker = "",
            User = address.User,
        };
        if (address.Kind == BrokerKind.Sentinel) settings.ServiceName = address.Name;
        foreach (var host in address.Hosts) settings.EndPoints.Add(host);
        return settings;
    }
}
