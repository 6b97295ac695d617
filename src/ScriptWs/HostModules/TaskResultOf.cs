using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A task with a value.</summary>
internal sealed class TaskResultOf<T> : ResultAdapter
{
    public override HostOutcome Of(object? returned, IAsyncDisposable? scope) =>
        Of((Task<T>)(returned ?? throw new InvalidOperationException("The method returned no task.")), scope);

    public static HostOutcome Of(Task<T> task, IAsyncDisposable? scope) => scope is null && task.IsCompletedSuccessfully
        ? new HostOutcome(task.GetAwaiter().GetResult())
        : new HostOutcome(null, AwaitAsync(task, scope));

    private static async Task<object?> AwaitAsync(Task<T> task, IAsyncDisposable? scope)
    {
        try
        {
            return await task.ConfigureAwait(false);
        }
        finally
        {
            if (scope is not null) await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
