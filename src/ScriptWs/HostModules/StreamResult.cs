using System.Runtime.CompilerServices;
using ScriptWs.Scripting;

namespace ScriptWs.HostModules;

/// <summary>Items that come one after the other.</summary>
internal sealed class StreamResult<T> : ResultAdapter
{
    public override HostOutcome Of(object? returned, IAsyncDisposable? scope)
    {
        var items = (IAsyncEnumerable<T>)(returned ?? throw new InvalidOperationException("The method returned no items."));
        return new HostOutcome(null, Stream: Items(items, scope));
    }

    private static async IAsyncEnumerable<object?> Items(
        IAsyncEnumerable<T> items, IAsyncDisposable? scope, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var item in items.WithCancellation(cancellationToken).ConfigureAwait(false)) yield return item;
        }
        finally
        {
            if (scope is not null) await scope.DisposeAsync().ConfigureAwait(false);
        }
    }
}
