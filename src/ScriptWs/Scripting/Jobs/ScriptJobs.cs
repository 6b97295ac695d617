using Jint;
using Jint.Native;
using Jint.Runtime.Interop;
using ScriptWs.Diagnostics;

namespace ScriptWs.Scripting;

/// <summary>Runs the jobs of one version of a script by the engine's timers. On the worker's turn.</summary>
internal sealed class ScriptJobs(ScriptEngine engine, IReadOnlyList<ScriptJob> jobs)
{
    /// <summary>A timer may ring a little before the clock says so.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMilliseconds(20);

    private readonly JobBoard? _board = engine.Services.Jobs;

    /// <summary>The version goes live: its jobs continue those of the previous one. Only one worker of an endpoint has a board.</summary>
    public void Begin()
    {
        if (_board is null) return;

        _board.Use(jobs);
        foreach (var job in jobs) Wait(_board, job);
    }

    private void Wait(JobBoard board, ScriptJob job)
    {
        if (board.Until(job) is not { } left) return;

        var ring = new ClrFunction(engine.Engine, job.Name, (_, _) =>
        {
            Ring(board, job);
            return JsValue.Undefined;
        });
        // Timers take no longer delays; what is later is waited for again.
        engine.Timers.Add(ring, [], Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, int.MaxValue), repeats: false);
    }

    private void Ring(JobBoard board, ScriptJob job)
    {
        var isDue = board.Until(job) <= Early;
        DateTimeOffset due = default;
        var begins = isDue && board.TryBegin(job, this, out due);
        Wait(board, job);
        if (isDue && !begins) Log.JobSkipped(engine.Services.Log, job.Name, engine.File, engine.Services.Instruments.Endpoint);
        if (!begins) return;

        var claim = board.Claim(job.Name, due);
        if (claim.IsCompletedSuccessfully) RunIf(claim.Result, board, job, due);
        else _ = RunLaterAsync(claim, board, job, due);
    }

    private async Task RunLaterAsync(ValueTask<IJobLease?> claim, JobBoard board, ScriptJob job, DateTimeOffset due)
    {
        IJobLease? lease = null;
        try
        {
            lease = await claim.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.JobNotClaimed(engine.Services.Log, e, job.Name, engine.File);
        }

        engine.Services.Post(() =>
        {
            if (engine.IsLive) engine.Turn("job", null, [], null, _ => RunIf(lease, board, job, due));
            else lease?.End();
        });
    }

    private void RunIf(IJobLease? lease, JobBoard board, ScriptJob job, DateTimeOffset due)
    {
        if (lease is null)
        {
            board.End(job, this, succeeded: null);
            return;
        }

        if (!board.TryHold(job, this, lease))
        {
            lease.End();
            return;
        }

        if (!lease.IsHeld)
        {
            // This process stood still, and another one may have taken its place.
            Log.JobLeaseLost(engine.Services.Log, job.Name, engine.File);
            board.End(job, this, succeeded: null);
            return;
        }

        try
        {
            engine.Settle(job.Run.Call(JsValue.Undefined, [About(due, lease)]), _ => board.End(job, this, succeeded: true), Rejected);
        }
        catch
        {
            board.End(job, this, succeeded: false);
            throw;
        }

        JsObject About(DateTimeOffset at, IJobLease held)
        {
            var about = new JsObject(engine.Engine);
            about.FastSetDataProperty("due", JsNumber.Create(at.ToUnixTimeMilliseconds()));
            about.FastSetDataProperty("token", JsNumber.Create(held.Token));
            return about;
        }

        void Rejected(JsValue reason)
        {
            board.End(job, this, succeeded: false);
            var place = ScriptErrors.PlaceOf(reason) ?? engine.File;
            engine.Failures.Report($"{place}: the job \"{job.Name}\" was rejected: {ScriptErrors.Describe(reason)}", null, reason);
        }
    }
}
