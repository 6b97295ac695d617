using Jint;
using Jint.Native;
using Jint.Native.Object;
using ScriptWs.Connections;

namespace ScriptWs.Scripting;

/// <summary>Evaluates the modules, with the time that loading may take: top-level awaits wait here, and their timers ring.</summary>
internal sealed partial class ScriptHost
{
    private bool _isTrying;

    private Handlers Evaluate()
    {
        BeginLoading();
        try
        {
            var exports = Import();
            _engine.Advanced.ProcessTasks();
            ThrowRejection("");
            return Handlers.Of(exports, _module.DisplayPath);
        }
        catch (Exception e) when (e is not ScriptLoadException)
        {
            if (JintException.TryGetClrException(e, out var inner) && inner is ScriptLoadException) throw inner;
            throw new ScriptLoadException(MissingExport.Find(_module) ?? Describe(e), e);
        }
        finally
        {
            _rejections.Clear();
        }
    }

    /// <summary>selfTest is part of loading, and gets the same time: it may do more than a turn does.</summary>
    private JsValue TrySelfTest()
    {
        BeginLoading();
        _isTrying = true;
        try
        {
            return Call("selfTest", _handlers.SelfTest);
        }
        finally
        {
            _isTrying = false;
        }
    }

    private void BeginLoading()
    {
        BeginTurn();
        _budget.BeginLoading();
    }

    private ObjectInstance Import()
    {
        var import = _engine.Modules.StartImport(_module.Entry);
        _engine.Advanced.ProcessTasks();
        while (!import.IsCompleted)
        {
            if (!TryRunNextTimer()) throw new ScriptLoadException(TopLevelAwaits.DescribeEndless(_module));
        }

        // Imported once more, a module that failed says exactly where.
        return import.IsFaulted ? _engine.Modules.Import(_module.Entry) : import.Namespace!;
    }

    /// <summary>Waits for the next timer and runs it, whatever the clock of a test says: nothing else happens before the script is loaded.</summary>
    /// <returns><c>false</c> when there is none.</returns>
    private bool TryRunNextTimer()
    {
        if (!_timers.TryTakeNext(out var wait, out var callback, out var args)) return false;

        var left = _budget.Left;
        if (wait > left) throw _budget.LoadingTookTooLong();
        if (wait > TimeSpan.Zero)
        {
            using var never = new ManualResetEventSlim();
            never.Wait(wait);
            _budget.CountWait(wait);
        }

        callback.Call(JsValue.Undefined, args);
        _engine.Advanced.ProcessTasks();
        return true;
    }
}
