using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;

namespace ScriptWs.Scripting;

/// <summary>
/// What must succeed before a version goes live: its evaluation, <c>selfTest</c>, and the steps from the previous generation. What goes
/// wrong is a <see cref="ScriptLoadException"/>, and the version is refused.
/// </summary>
internal sealed class ScriptTrial(ScriptEngine engine)
{
    /// <summary>Evaluates the modules, with the time that loading may take: top-level awaits wait here, and their timers ring.</summary>
    /// <exception cref="ScriptLoadException">It does not load, or exports no handler.</exception>
    public Handlers Evaluate()
    {
        engine.Budget.BeginLoading();
        try
        {
            var exports = Import();
            engine.Engine.Advanced.ProcessTasks();
            ThrowRejection("");
            return Handlers.Of(exports, engine.File);
        }
        catch (Exception e) when (e is not ScriptLoadException)
        {
            if (JintException.TryGetClrException(e, out var inner) && inner is ScriptLoadException) throw inner;
            throw new ScriptLoadException(MissingExport.Find(engine.Module, engine.Services.HostModules) ?? engine.Failures.Describe(e), e);
        }
        finally
        {
            engine.Failures.ForgetRejections();
        }
    }

    /// <summary>Runs selfTest. It is part of loading, and gets the same time: it may do more than a turn does.</summary>
    /// <exception cref="ScriptLoadException">It failed.</exception>
    public void RunSelfTest(Function? selfTest)
    {
        engine.Budget.BeginLoading();
        var result = selfTest is null ? JsValue.Undefined : Guard("selfTest", () => Complete("selfTest", selfTest));
        if (result == JsBoolean.False) throw new ScriptLoadException($"{engine.File}: selfTest returned false.");
    }

    /// <summary>Calls a function as a turn of its own. It must be done, its promise settled, by the end of the turn.</summary>
    /// <exception cref="ScriptLoadException">It failed, or waits for something.</exception>
    public JsValue Call(string name, Function? function, params JsValue[] args) =>
        function is null ? JsValue.Undefined : Step(name, () => Complete(name, function, args));

    /// <summary>Does something with values of the script as a turn of its own.</summary>
    /// <exception cref="ScriptLoadException">It failed.</exception>
    public T Step<T>(string name, Func<T> step)
    {
        engine.Budget.Begin();
        return Guard(name, step);
    }

    private T Guard<T>(string name, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (Exception e) when (e is not ScriptLoadException)
        {
            throw e.InnerException as ScriptLoadException ?? new ScriptLoadException($"{name} failed: {engine.Failures.Describe(e)}", e);
        }
    }

    private JsValue Complete(string name, Function function, params JsValue[] args)
    {
        var (value, reason) = ((JsValue?)null, (JsValue?)null);
        engine.Settle(function.Call(JsValue.Undefined, args), fulfilled => value = fulfilled, rejected => reason = rejected);
        engine.Engine.Advanced.ProcessTasks();
        if (reason is not null)
            throw new ScriptLoadException($"{name} failed: {ScriptErrors.PlaceOf(reason) ?? engine.File}: {ScriptErrors.Describe(reason)}");
        ThrowRejection($"{name} failed: ");
        return value ?? throw new ScriptLoadException(
            $"{name} failed: {engine.File}: it returned a promise that waits for something; it must be done within its turn.");
    }

    private ObjectInstance Import()
    {
        var (modules, entry) = (engine.Engine.Modules, engine.Module.Entry);
        var import = modules.StartImport(entry);
        engine.Engine.Advanced.ProcessTasks();
        while (!import.IsCompleted)
        {
            if (!TryRunNextTimer()) throw new ScriptLoadException(TopLevelAwaits.DescribeEndless(engine.Module));
        }

        // Imported once more, a module that failed says exactly where.
        return import.IsFaulted ? modules.Import(entry) : import.Namespace!;
    }

    /// <summary>
    /// Waits for the next timer and runs it, whatever the clock of a test says: nothing else happens before the script is loaded.
    /// </summary>
    /// <returns><c>false</c> when there is none.</returns>
    private bool TryRunNextTimer()
    {
        if (!engine.Timers.TryTakeNext(out var wait, out var callback, out var args)) return false;

        if (wait > engine.Budget.Left) throw engine.Budget.LoadingTookTooLong();
        if (wait > TimeSpan.Zero)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(wait);
            engine.Budget.CountWait(wait);
        }

        callback.Call(JsValue.Undefined, args);
        engine.Engine.Advanced.ProcessTasks();
        return true;
    }

    private void ThrowRejection(string prefix)
    {
        if (engine.Failures.TakeRejection() is { } rejection) throw new ScriptLoadException(prefix + rejection);
    }
}
