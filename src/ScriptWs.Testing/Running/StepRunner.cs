using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Failures;
using ScriptWs.Testing.Steps;
using ScriptWs.Testing.Worlds;
using Exception = System.Exception;

namespace ScriptWs.Testing.Running;

/// <summary>Runs one step or hook, for no longer than it may take, and says what it came to.</summary>
internal sealed class StepRunner(TimeSpan defaultTimeout)
{
    /// <summary>
    /// A script that keeps its engine busy is cut off by the engine, which knows the place; on a busy machine that comes
    /// after the step's time, and later still for one whose thread has not come back since it began.
    /// </summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1), GraceOfBusy = WaitBounds.BusyThread;

    public Task<StepResult> RunAsync(StepBody body, StepCall call, TimeSpan? timeout) => RunAsync(() => body(call), timeout);

    public async Task<StepResult> RunAsync(Func<ValueTask<StepOutcome>> body, TimeSpan? timeout)
    {
        var (start, limit) = (TimeProvider.System.GetTimestamp(), timeout ?? defaultTimeout);
        try
        {
            // On another thread: a step that never gives its thread back is left behind with it.
            var hasReturned = new TaskCompletionSource();
            var running = Task.Run(async () =>
            {
                var outcome = body();
                hasReturned.SetResult();
                return await outcome.ConfigureAwait(false);
            });
            var outcome = await InTimeAsync(running, hasReturned.Task, limit).ConfigureAwait(false);
            return new StepResult(StatusOf(outcome), Elapsed());
        }
        catch (PendingStepException e)
        {
            return new StepResult(TestStepResultStatus.PENDING, Elapsed(), e.Message, e);
        }
        catch (SkipStepException e)
        {
            return new StepResult(TestStepResultStatus.SKIPPED, Elapsed(), e.Message, e);
        }
        catch (TimeoutException) when (Elapsed() >= limit)
        {
            var error = new TimeoutException($"The step did not end within {limit.TotalSeconds:0.###} seconds.");
            return new StepResult(TestStepResultStatus.FAILED, Elapsed(), error.Message, error) { WasLeftBehind = true };
        }
        catch (Exception e)
        {
            return new StepResult(TestStepResultStatus.FAILED, Elapsed(), ErrorText.Of(e), e);
        }

        TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(start);
    }

    private static async Task<StepOutcome> InTimeAsync(Task<StepOutcome> running, Task hasReturned, TimeSpan limit)
    {
        try
        {
            return await running.WaitAsync(limit, TimeProvider.System).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The engine may have been faster than this thread, which knows of the timeout only.
            if (!hasReturned.IsCompleted) await Task.WhenAny(running, hasReturned, Task.Delay(GraceOfBusy, TimeProvider.System)).ConfigureAwait(false);
            if (!running.IsCompleted && hasReturned.IsCompleted) await Task.WhenAny(running, Task.Delay(Grace, TimeProvider.System)).ConfigureAwait(false);
            if (running.IsFaulted) await running.ConfigureAwait(false); // throws what it ended with
            throw;
        }
    }

    private static TestStepResultStatus StatusOf(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Pending => TestStepResultStatus.PENDING,
        StepOutcome.Skipped => TestStepResultStatus.SKIPPED,
        _ => TestStepResultStatus.PASSED,
    };
}
