using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A task without a value.</summary>
/// <param name="asTask">The task of what the method returned.</param>
internal sealed class TaskResult<TTask>(Func<TTask, Task> asTask) : ResultAdapter
{
    public override HostOutcome Of(object? returned, IAsyncDisposable? scope)
    {
        var task = asTask((TTask)(returned ?? throw new InvalidOperationException("The method returned no task.")));
        return scope is null && task.IsCompletedSuccessfully ? default : new HostOutcome(null, AwaitAsync(task, scope));
    }

    private static async Task<object?> AwaitAsync(Task task, IAsyncDisposable? scope)
    {
        try
        {
            await task.ConfigureAwait(false);
            return null;
        }
        finally
        {
            if (scope is not null) await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
