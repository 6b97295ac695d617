using ScriptWs.Cluster;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>Runs scripts on a Redis server, which keeps them until it forgets them.</summary>
internal static class RedisScript
{
    /// <exception cref="BrokerException">It did not run, or it is not known whether it did.</exception>
    public static async Task<RedisResult> EvaluateAsync(Func<IDatabase> database, string script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            try
            {
                return await database().ScriptEvaluateAsync(script, keys, values).ConfigureAwait(false);
            }
            catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
            {
                // It has forgotten its scripts and done nothing; now the whole script is sent.
                return await database().ScriptEvaluateAsync(script, keys, values).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (RedisFaults.IsOfTheBroker(e))
        {
            throw RedisFaults.Of(e);
        }
    }
}
