using Jint;
using Jint.Native;
using Jint.Native.Promise;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>What happens when a handler fails: the log, <c>onError</c>, and the connection closed with 1011; the client learns no more.</summary>
internal sealed partial class ScriptHost
{
    /// <summary>Rejections remembered within one turn at most.</summary>
    private const int MaxRejections = 16;

    /// <summary>Time to describe a failure: the turn may have none left.</summary>
    private static readonly TimeSpan MaxDescriptionTime = TimeSpan.FromMilliseconds(100);

    private readonly List<(JsValue Promise, JsValue Reason, Connection? Connection)> _rejections = [];
    private readonly RepeatedFailures _repeated;
    private Connection? _current;
    private bool _inOnError;
    private bool _turnFailed;

    private void Fail(Exception e, Connection? connection)
    {
        _engine.Constraints.Reset(); // the memory of the turn may be used up, too
        var thrown = (e as JavaScriptException)?.Error;
        var stack = e is JavaScriptException js ? StackTraces.Of(_engine, js) : null;
        Fail(Describe(e), connection, thrown);
        LogStack(stack, connection);
        if (e is not (JintException or TimeoutException or ScriptLoadException)) Log.EngineFailed(Services.Log, e, _module.DisplayPath, Generation);
    }

    private void LogStack(string? stack, Connection? connection)
    {
        if (stack is not null) Log.ScriptStack(Services.Log, stack, connection?.Id, Services.Instruments.Endpoint, Generation);
    }

    private void Fail(string description, Connection? connection, JsValue? error = null)
    {
        _turnFailed = true;
        Services.Instruments.Failed();
        LogFailure(description, connection);
        CallOnError(error ?? _engine.Intrinsics.Error.Construct(description), connection);
        if (connection is not null && Services.CloseOnFailure) connection.Close(CloseStatuses.ScriptFailed);
    }

    /// <summary>A constraint leaves the engine's call stack as it was: it tells the place, and is taken away.</summary>
    private string Describe(Exception e) => Within(() => DescribeNow(e));

    private string DescribeNow(Exception e)
    {
        var place = e is JavaScriptException thrown ? ScriptErrors.PlaceOf(_engine, thrown) : null;
        place ??= ScriptErrors.Place(StackTraces.Current(_engine)) ?? StackTraces.LastPlace(_engine);
        _engine.Advanced.ResetCallStack();
        return ScriptErrors.Describe(_module.DisplayPath, Services.Budget, e, place);
    }

    private void LogFailure(string description, Connection? connection)
    {
        if (!_repeated.Admits(description, out var left)) return;

        var (place, endpoint) = (ScriptPlace.Of(description, _module.DisplayPath), Services.Instruments.Endpoint);
        Log.ScriptFailed(Services.Log, description, connection?.Id, connection?.Request.RemoteAddress, endpoint, place.File, place.Line, Generation);
        if (left > 0) Log.ScriptFailureRepeated(Services.Log, left, endpoint, place.File, place.Line, Generation);
    }

    private void CallOnError(JsValue error, Connection? connection)
    {
        if (_handlers?.OnError is not { } onError || _inOnError) return;

        _inOnError = true;
        BeginTurn();
        try
        {
            onError.Call(JsValue.Undefined, [error, connection is null ? JsValue.Undefined : ObjectOf(connection)]);
            _engine.Advanced.ProcessTasks();
        }
        catch (Exception e)
        {
            LogFailure($"onError failed: {Describe(e)}", connection);
        }
        finally
        {
            _inOnError = false;
        }
    }

    private void OnRejection(object? sender, PromiseRejectionTrackerEventArgs e)
    {
        if (e.Operation == PromiseRejectionOperation.Handle) _rejections.RemoveAll(entry => entry.Promise == e.Promise);
        else if (_rejections.Count < MaxRejections) _rejections.Add((e.Promise, e.Value ?? JsValue.Undefined, _current));
    }

    /// <summary>A rejection that nobody has handled by the end of the turn is a failure of the turn.</summary>
    private void ReportRejections()
    {
        if (_rejections.Count == 0) return;

        _engine.Constraints.Reset();
        var rejections = _rejections.ToArray();
        _rejections.Clear();
        foreach (var (_, reason, connection) in rejections)
        {
            Fail(DescribeRejection(reason), connection, reason);
            LogStack(StackTraces.Of(reason), connection);
        }
    }

    private string DescribeRejection(JsValue reason) => Within(() =>
        $"{ScriptErrors.PlaceOf(reason) ?? _module.DisplayPath}: a promise was rejected and nobody handled it: {ScriptErrors.Describe(reason)}");

    /// <summary>
    /// To look at a value calls built-ins, which look at the budgets. A turn that is over them has still to be reported, and an exception
    /// from here would leave the turn.
    /// </summary>
    private string Within(Func<string> describe) =>
        _budget.Within(MaxDescriptionTime, describe) ?? $"{_module.DisplayPath}: a turn failed, and describing how failed too.";

    /// <summary>Calls back with what a handler returned, at once or when its promise has settled.</summary>
    private void Settle(JsValue result, Action<JsValue> fulfilled, Action<JsValue> rejected)
    {
        if (!result.IsPromise())
        {
            fulfilled(result);
            return;
        }

        var then = result.AsObject().Get("then"); // of a promise, within the turn
        _engine.Call(then, result, [Callback(fulfilled), Callback(rejected)]);
    }

    private Jint.Runtime.Interop.ClrFunction Callback(Action<JsValue> action) => new(_engine, "", (_, args) =>
    {
        action(args.At(0));
        return JsValue.Undefined;
    });
}
