using Microsoft.Extensions.Logging;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>
/// Lets one node run each job. What all nodes see is one key for each job: the time that was claimed last, and until when its run
/// holds the job. A node takes a time by changing the key from the version that it read, so only one of them succeeds. Any thread.
/// </summary>
internal sealed class ClusterJobs(IStorage state, TimeSpan lease, TimeProvider clock, ILogger log) : IAsyncDisposable
{
    /// <summary>How often a claim is tried while other nodes change the key.</summary>
    private const int MaxTries = 10;

    /// <summary>How long a job that no script has any more is remembered: longer than the longest interval.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(400);

    private readonly Lock _lock = new();
    private readonly HashSet<ClusterJobLease> _held = [];

    /// <returns><c>null</c> when another node has run it, or still runs it.</returns>
    /// <exception cref="StorageException">The broker cannot be reached: the job does not run here.</exception>
    public async ValueTask<IJobLease?> ClaimAsync(string endpoint, string job, DateTimeOffset due)
    {
        var key = $"job {endpoint} {job}";
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var (began, now) = (clock.GetTimestamp(), clock.GetUtcNow());
            var entry = (await state.ReadAsync([key]).ConfigureAwait(false))[0];
            var known = JobRecord.Read(entry?.Value);
            if (known.Due >= due || known.HeldUntil > now) return null;

            var record = new JobRecord(due, now + lease);
            if (await WriteAsync(key, record, entry?.Version).ConfigureAwait(false) is not { } version) continue;

            var held = new ClusterJobLease(this, key, job, due, version, began);
            lock (_lock) _held.Add(held);
            held.Begin();
            return held;
        }

        return null;
    }

    /// <summary>Lets go of what is held: other nodes go on at the next times.</summary>
    public async ValueTask DisposeAsync()
    {
        ClusterJobLease[] held;
        lock (_lock) held = [.. _held];
        foreach (var one in held) one.End();
        foreach (var one in held) await one.WhenEnded.ConfigureAwait(false);
    }

    internal TimeSpan Lease => lease;

    internal TimeProvider Clock => clock;

    internal ILogger Log => log;

    /// <returns>The new version; <c>null</c> when another node has changed the key.</returns>
    internal async Task<long?> WriteAsync(string key, JobRecord record, long? version)
    {
        var write = StorageWrite.Set(key, record.Write(), (clock.GetUtcNow() + Memory).ToUnixTimeMilliseconds());
        var written = await state.CommitAsync(StorageCommit.Of("", write, new StorageCheck(key, version))).ConfigureAwait(false);
        return written?[0].Version;
    }

    internal void Forget(ClusterJobLease held)
    {
        lock (_lock) _held.Remove(held);
    }
}
