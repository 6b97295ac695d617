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
        if (claim.IsCompletedSuccessfully) RunIf(claim.Result, board, job);
        else _ = RunLaterAsync(claim, board, job);
    }

    private async Task RunLaterAsync(ValueTask<bool> claim, JobBoard board, ScriptJob job)
    {
        var isOurs = false;
        try
        {
            isOurs = await claim.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.JobNotClaimed(engine.Services.Log, e, job.Name, engine.File);
        }

        engine.Services.Post(() =>
        {
            if (engine.IsLive) engine.Turn("job", null, [], null, _ => RunIf(isOurs, board, job));
        });
    }

    private void RunIf(bool isOurs, JobBoard board, ScriptJob job)
    {
        if (!isOurs)
        {
            board.End(job, this, succeeded: null);
            return;
        }

        try
        {
            engine.Settle(job.Run.Call(JsValue.Undefined, []), _ => board.End(job, this, succeeded: true), Rejected);
        }
        catch
        {
            board.End(job, this, succeeded: false);
            throw;
        }

        void Rejected(JsValue reason)
        {
            board.End(job, this, succeeded: false);
            var place = ScriptErrors.PlaceOf(reason) ?? engine.File;
            engine.Failures.Report($"{place}: the job \"{job.Name}\" was rejected: {ScriptErrors.Describe(reason)}", null, reason);
        }
    }
}
