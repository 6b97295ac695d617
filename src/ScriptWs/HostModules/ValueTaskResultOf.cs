using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A ValueTask with a value.</summary>
internal sealed class ValueTaskResultOf<T> : ResultAdapter
{
    public override HostOutcome Of(object? returned, IAsyncDisposable? scope)
    {
        var task = (ValueTask<T>)returned!;
        return scope is null && task.IsCompletedSuccessfully
            ? new HostOutcome(task.GetAwaiter().GetResult())
            : TaskResultOf<T>.Of(task.AsTask(), scope);
    }
}
