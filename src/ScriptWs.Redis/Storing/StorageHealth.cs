using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;
using StackExchange.Redis;

namespace ScriptWs.Redis;

/// <summary>Logs when the storage becomes unavailable, and when it is back. Any thread.</summary>
internal sealed class StorageHealth(string broker, ILogger log)
{
    private int _isUnavailable;

    public static StorageException Unavailable(string reason, Exception? cause = null) =>
        new(StorageProblem.Unavailable, $"server.storage is unavailable: {reason}.", cause);

    public void Works()
    {
        if (Volatile.Read(ref _isUnavailable) != 0 && Interlocked.Exchange(ref _isUnavailable, 0) != 0) Log.StorageAvailable(log);
    }

    /// <returns>What the script is told.</returns>
    public StorageException Fails(Exception e)
    {
        if (e is ObjectDisposedException) return Unavailable("it is closed", e);

        if (Interlocked.Exchange(ref _isUnavailable, 1) == 0) Log.StorageUnavailable(log, $"the broker at {broker}: {ForOperator(e)}.");
        return Unavailable(e switch
        {
            RedisTimeoutException or TimeoutException => "the broker does not answer in time, and the change may have been made",
            RedisServerException => "the broker refuses the operation",
            _ => "the broker cannot be reached",
        }, e);
    }

    /// <summary>The library's messages contain addresses and figures for its own users.</summary>
    private static string ForOperator(Exception e) => e switch
    {
        RedisTimeoutException or TimeoutException => "it does not answer in time",
        RedisServerException => $"it answers \"{e.Message}\"",
        _ => "it is not connected",
    };
}
