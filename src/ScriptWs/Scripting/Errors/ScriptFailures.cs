using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Promise;
using Jint.Runtime;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;
using ScriptWs.Protocol;

namespace ScriptWs.Scripting;

/// <summary>
/// What happens when a turn of one engine fails: the log, <c>onError</c>, and the connection closed with 1011. The client learns no
/// more. On the worker's turn.
/// </summary>
internal sealed class ScriptFailures
{
    /// <summary>Rejections remembered within one turn at most.</summary>
    private const int MaxRejections = 16;

    /// <summary>Time to describe a failure: the turn may have none left.</summary>
    private static readonly TimeSpan MaxDescriptionTime = TimeSpan.FromMilliseconds(100);

    private readonly Engine _engine;
    private readonly IScriptScope _scope;
    private readonly TurnBudget _budget;
    private readonly RepeatedFailures _repeated;
    private readonly List<(JsValue Promise, JsValue Reason, Connection? Connection)> _rejections = [];
    private bool _inOnError;
    private bool _turnFailed;

    public ScriptFailures(Engine engine, IScriptScope scope, TurnBudget budget)
    {
        (_engine, _scope, _budget) = (engine, scope, budget);
        _repeated = new RepeatedFailures(Services.Clock);
        engine.Advanced.PromiseRejectionTracker += OnRejection;
    }

    /// <summary>The script's own <c>onError</c>, once it is loaded.</summary>
    public Function? OnError { private get; set; }

    private ScriptHostServices Services => _scope.Services;

    /// <summary>Reports what a turn threw.</summary>
    public void Report(Exception e, Connection? connection)
    {
        _engine.Constraints.Reset(); // the memory of the turn may be used up, too
        var thrown = (e as JavaScriptException)?.Error;
        var stack = e is JavaScriptException js ? StackTraces.Of(_engine, js) : null;
        Report(Describe(e), connection, thrown);
        LogStack(stack, connection);
        if (e is not (JintException or TimeoutException or ScriptLoadException))
            Log.EngineFailed(Services.Log, e, _scope.File, _scope.Generation);
    }

    /// <summary>Reports a failure that is described already.</summary>
    /// <param name="description">What went wrong, with its place.</param>
    /// <param name="connection">The connection that is closed for it.</param>
    /// <param name="error">What <c>onError</c> is given; an error with the description where nothing was thrown.</param>
    /// <param name="closes">Whether the connection is closed, if failures close connections: not where the client is told.</param>
    public void Report(string description, Connection? connection, JsValue? error = null, bool closes = true)
    {
        _turnFailed = true;
        Services.Instruments.Failed();
        LogFailure(description, connection);
        CallOnError(error ?? _engine.Intrinsics.Error.Construct(description), connection);
        if (closes && connection is not null && Services.CloseOnFailure) connection.Close(CloseStatuses.ScriptFailed);
    }

    /// <summary>A rejection that is not handled by the end of the turn is a failure of the turn.</summary>
    public void ReportRejections()
    {
        if (_rejections.Count == 0) return;

        _engine.Constraints.Reset();
        var rejections = _rejections.ToArray();
        _rejections.Clear();
        foreach (var (_, reason, connection) in rejections)
        {
            if (IsGivenUp(reason, connection)) continue;

            Report(DescribeRejection(reason), connection, reason);
            LogStack(StackTraces.Of(reason), connection);
        }
    }

    /// <summary>What is given up because its client has gone is no failure of the script that awaits it.</summary>
    private static bool IsGivenUp(JsValue reason, Connection? connection) =>
        connection is { State: ConnectionState.Closed } && DataOnly.Text(reason, "name", 20) == HostErrors.AbortName;

    /// <returns>Whether anything of the turn has failed.</returns>
    public bool EndTurn()
    {
        var failed = _turnFailed;
        _turnFailed = false;
        return failed;
    }

    /// <summary>The text of the first rejection that was not handled. All are then forgotten.</summary>
    public string? TakeRejection()
    {
        if (_rejections.Count == 0) return null;

        var reason = _rejections[0].Reason;
        _rejections.Clear();
        return DescribeRejection(reason);
    }

    /// <summary>Forgets rejections that were none of a turn.</summary>
    public void ForgetRejections() => _rejections.Clear();

    /// <summary>A constraint leaves the engine's call stack as it was: it tells the place, and is taken away.</summary>
    public string Describe(Exception e) => Within(() => DescribeNow(e));

    private string DescribeNow(Exception e)
    {
        var place = e is JavaScriptException thrown ? ScriptErrors.PlaceOf(_engine, thrown) : null;
        place ??= ScriptErrors.Place(StackTraces.Current(_engine)) ?? StackTraces.LastPlace(_engine);
        _engine.Advanced.ResetCallStack();
        return ScriptErrors.Describe(_scope.File, Services.Budget, e, place);
    }

    private string DescribeRejection(JsValue reason) => Within(() =>
        $"{ScriptErrors.PlaceOf(reason) ?? _scope.File}: a rejected promise was not handled: {ScriptErrors.Describe(reason)}");

    /// <summary>
    /// Looking at a value calls built-ins, which check the budgets. A turn that exceeded them must still be reported, and an exception
    /// from here would leave the turn.
    /// </summary>
    private string Within(Func<string> describe) =>
        _budget.Within(MaxDescriptionTime, describe) ?? $"{_scope.File}: a turn failed, and describing how failed too.";

    private void LogFailure(string description, Connection? connection)
    {
        if (!_repeated.Admits(description, out var left)) return;

        var (place, endpoint) = (ScriptPlace.Of(description, _scope.File), Services.Instruments.Endpoint);
        Log.ScriptFailed(
            Services.Log, description, connection?.Id, connection?.Request.RemoteAddress, endpoint, place.File, place.Line, _scope.Generation);
        if (left > 0) Log.ScriptFailureRepeated(Services.Log, left, endpoint, place.File, place.Line, _scope.Generation);
    }

    private void LogStack(string? stack, Connection? connection)
    {
        if (stack is not null) Log.ScriptStack(Services.Log, stack, connection?.Id, Services.Instruments.Endpoint, _scope.Generation);
    }

    private void CallOnError(JsValue error, Connection? connection)
    {
        if (OnError is not { } onError || _inOnError) return;

        _inOnError = true;
        _budget.Begin();
        try
        {
            onError.Call(JsValue.Undefined, [error, connection is null ? JsValue.Undefined : _scope.ObjectOf(connection)]);
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
        else if (_rejections.Count < MaxRejections) _rejections.Add((e.Promise, e.Value ?? JsValue.Undefined, _scope.TurnConnection));
    }
}
