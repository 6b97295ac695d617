using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>A value that is there when the method returns.</summary>
internal sealed class PlainResult : ResultAdapter
{
    public override HostOutcome Of(object? returned, IAsyncDisposable? scope)
    {
        if (scope is null) return new HostOutcome(returned);

        var ending = scope.DisposeAsync();
        return ending.IsCompletedSuccessfully ? new HostOutcome(returned) : new HostOutcome(returned, EndAsync(ending, returned));
    }

    private static async Task<object?> EndAsync(ValueTask ending, object? returned)
    {
        await ending.ConfigureAwait(false);
        return returned;
    }
}
