namespace ScriptWs.Scripting;

/// <summary>
/// When the jobs of one endpoint are due, across versions of its script: a job whose name and schedule are unchanged continues. Any
/// thread.
/// </summary>
/// <param name="clock">The clock of schedules.</param>
/// <param name="claim">Whether this process runs what is due; <c>null</c> where it always does.</param>
internal sealed class JobBoard(TimeProvider clock, JobClaim? claim = null)
{
    private readonly Lock _lock = new();
    private Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Every job with its schedule, the next time, and how it went.</summary>
    public IReadOnlyList<JobState> Jobs
    {
        get
        {
            lock (_lock) return [.. _entries.Values.Select(entry => entry.Shown)];
        }
    }

    public JobClaim Claim { get; } = claim ?? (static (_, due) => ValueTask.FromResult<IJobLease?>(new OwnJobLease(due)));

    /// <summary>The jobs of a version that goes live, in place of those of the previous one.</summary>
    public void Use(IReadOnlyList<ScriptJob> jobs)
    {
        var now = clock.GetUtcNow();
        lock (_lock)
        {
            var old = _entries;
            _entries = new(StringComparer.Ordinal);
            foreach (var job in jobs) _entries[job.Name] = Continued(old.GetValueOrDefault(job.Name), job, now);
            // Promises of the previous version are dropped, and its runs with them.
            foreach (var entry in old.Values) entry.Lease?.End();
        }
    }

    /// <summary>How long until a job is due; negative when it is late, <c>null</c> when it never is.</summary>
    public TimeSpan? Until(ScriptJob job)
    {
        lock (_lock) return _entries.GetValueOrDefault(job.Name)?.Next - clock.GetUtcNow();
    }

    /// <summary>
    /// Begins a run that is due, and sets the next time. Times that have passed meanwhile are left out: a late job runs once.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="host">Where it runs.</param>
    /// <param name="due">When it was due.</param>
    /// <returns><c>false</c> when its last run has not ended: this time is left out.</returns>
    public bool TryBegin(ScriptJob job, object host, out DateTimeOffset due)
    {
        lock (_lock)
        {
            due = default;
            if (_entries.GetValueOrDefault(job.Name) is not { Next: { } next } entry) return false;

            due = next;
            var now = clock.GetUtcNow();
            entry.Next = job.Schedule.After(next, now);
            if (entry.RunningIn == host) return false;

            (entry.RunningIn, entry.Last, entry.BeganAt) = (host, now, clock.GetTimestamp());
            return true;
        }
    }

    /// <summary>A run that has begun got its lease.</summary>
    /// <returns><c>false</c> when the run has ended meanwhile.</returns>
    public bool TryHold(ScriptJob job, object host, IJobLease lease)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(job.Name) is not { } entry || entry.RunningIn != host) return false;

            entry.Lease = lease;
            return true;
        }
    }

    /// <summary>A run has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="host">Where it ran.</param>
    /// <param name="succeeded">How it went; <c>null</c> when another server runs it.</param>
    public void End(ScriptJob job, object host, bool? succeeded)
    {
        lock (_lock)
        {
            if (_entries.GetValueOrDefault(job.Name) is not { } entry || entry.RunningIn != host) return;

            entry.Lease?.End();
            (entry.RunningIn, entry.Lease) = (null, null);
            if (succeeded is { } result) (entry.Succeeded, entry.Took) = (result, clock.GetElapsedTime(entry.BeganAt));
        }
    }

    private Entry Continued(Entry? old, ScriptJob job, DateTimeOffset now) => new(job)
    {
        Next = old?.Job.Schedule.Text == job.Schedule.Text ? old.Next : job.Schedule.First(now, isShared: claim is not null),
        Last = old?.Last,
        Succeeded = old?.Succeeded,
        Took = old?.Took,
    };

    private sealed class Entry(ScriptJob job)
    {
        public ScriptJob Job => job;

        public JobState Shown => new(job.Name, job.Schedule.Text, Next, Last, RunningIn is not null, Succeeded, Took);

        public DateTimeOffset? Next { get; set; }

        public DateTimeOffset? Last { get; set; }

        public long BeganAt { get; set; }

        public bool? Succeeded { get; set; }

        public TimeSpan? Took { get; set; }

        /// <summary>The host in which a run has not ended. Promises of a replaced one are dropped, and so is its run.</summary>
        public object? RunningIn { get; set; }

        /// <summary>Of the run that has not ended, once it is there.</summary>
        public IJobLease? Lease { get; set; }
    }
}
