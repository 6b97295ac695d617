using ScriptWs.Cluster;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>What the client library throws, in words for people.</summary>
internal static class RedisFaults
{
    public static bool IsOfTheBroker(Exception e) =>
        e is RedisException or TimeoutException or ObjectDisposedException or BrokerException or OperationCanceledException;

    /// <summary>The library's messages contain addresses and figures for its own users.</summary>
    public static string Describe(Exception e) => e switch
    {
        BrokerException => e.Message,
        RedisTimeoutException or TimeoutException => "it does not answer in time",
        RedisServerException => $"it answers \"{e.Message}\"",
        _ => "it is not connected",
    };

    public static BrokerException Of(Exception e) => e as BrokerException ?? new BrokerException(Describe(e), e);
}
