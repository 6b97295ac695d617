using ScriptWs.Diagnostics;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>
/// A run of a job on this node. It is renewed while the run goes on. A node that dies renews nothing, so another one runs the job at the
/// next time. Any thread.
/// </summary>
internal sealed class ClusterJobLease(ClusterJobs jobs, string key, string job, DateTimeOffset due, long version, long began) : IJobLease
{
    /// <summary>Renewals within one lease.</summary>
    private const int Renewals = 3;

    private readonly Lock _lock = new();
    private long _version = version;
    private long _renewedAt = began;
    private volatile bool _isLost;
    private bool _hasEnded;
    private ITimer? _timer;

    public long Token { get; } = version;

    public bool IsHeld => !_isLost && jobs.Clock.GetElapsedTime(Volatile.Read(ref _renewedAt)) < jobs.Lease;

    /// <summary>Completes when other nodes know what is known here.</summary>
    public Task WhenEnded { get; private set; } = Task.CompletedTask;

    public void Begin()
    {
        lock (_lock)
        {
            var pause = jobs.Lease / Renewals;
            if (!_hasEnded) _timer = jobs.Clock.Timer("renewing a job's lease", Renew, pause, pause, jobs.Log);
        }
    }

    public void End()
    {
        lock (_lock)
        {
            if (_hasEnded) return;
            _hasEnded = true;
            _timer?.Dispose();
            WhenEnded = ChangeAsync(WhenEnded, isOver: true);
        }

        jobs.Forget(this);
    }

    private void Renew()
    {
        lock (_lock)
        {
            if (_hasEnded || _isLost || !WhenEnded.IsCompleted) return; // the broker has not answered the previous one
            WhenEnded = ChangeAsync(WhenEnded, isOver: false);
        }
    }

    private async Task ChangeAsync(Task before, bool isOver)
    {
        await before.ConfigureAwait(false);
        if (_isLost) return;

        try
        {
            var (began, now) = (jobs.Clock.GetTimestamp(), jobs.Clock.GetUtcNow());
            var record = new JobRecord(due, isOver ? now : now + jobs.Lease);
            if (await jobs.WriteAsync(key, record, _version).ConfigureAwait(false) is { } next)
            {
                _version = next;
                Volatile.Write(ref _renewedAt, began);
                return;
            }

            _isLost = true;
            if (!isOver) Log.JobLeaseTaken(jobs.Log, job);
        }
        catch (StorageException)
        {
            // It ends by itself, unless the broker is back before.
        }
        catch (Exception e)
        {
            Background.Report(e, "renewing a job's lease", jobs.Log);
        }
    }
}
