using Jint;
using Jint.Native;
using Jint.Native.Promise;
using Jint.Runtime;
using Microsoft.Extensions.Logging;
using ScriptWs.Diagnostics;
using ScriptWs.Storage;

namespace ScriptWs.Scripting;

/// <summary>
/// Calls of a script to the storage as promises. What has completed at once settles within the turn. Anything else settles on a
/// turn of its own, unless another engine has taken this one's place: the operation then has its effect, and its promise is dropped.
/// </summary>
internal sealed class StorageCalls(Engine engine, IScriptScope scope)
{
    /// <summary>Makes the script's value of a result, on a turn.</summary>
    public delegate JsValue Making<T>(Engine engine, T result);

    /// <param name="member">The member of <c>server.storage</c>.</param>
    /// <param name="start">Reads the arguments and starts the operation. A JavaScript error that it throws rejects.</param>
    /// <param name="make">Makes the value that fulfills.</param>
    public JsValue Run<T>(string member, Func<ValueTask<T>> start, Making<T> make)
    {
        var name = $"server.storage.{member}";
        try
        {
            scope.RequireLive(name);
            // Refused before the operation has begun, so that it has no effect.
            if (scope.Outside.InFlight >= OutsidePromises.MaxInFlight) return scope.Outside.Begin(name, scope.TurnConnection).Promise;

            var task = start();
            if (task.IsCompleted) return Settled(promise => promise.Resolve(make(engine, task.GetAwaiter().GetResult())));

            var later = scope.Outside.Begin(name, scope.TurnConnection);
            _ = FollowAsync(task, later, make);
            return later.Promise;
        }
        catch (JavaScriptException e)
        {
            return Settled(promise => promise.Reject(e.Error));
        }
        catch (StorageException e)
        {
            return Settled(promise => promise.Reject(StorageErrors.Of(engine, e)));
        }
    }

    private JsValue Settled(Action<ManualPromise> settle)
    {
        var promise = engine.Advanced.RegisterPromise();
        settle(promise);
        return promise.Promise;
    }

    private async Task FollowAsync<T>(ValueTask<T> task, OutsidePromise promise, Making<T> make)
    {
        try
        {
            var result = await task.ConfigureAwait(false);
            promise.Resolve(engine => make(engine, result));
        }
        catch (Exception e)
        {
            if (e is not StorageException) Log.StorageBroke(scope.Services.Log, e, promise.Name);
            promise.Reject(engine => StorageErrors.Of(engine, e));
        }
    }
}
