using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;
using ScriptWs.Testing.Running;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>The engines of one of Reqnroll's workers, which runs one scenario at a time. Each is made when a scenario needs it.</summary>
internal sealed class ScriptWorker : IDisposable
{
    private readonly Dictionary<StepFolder, ScriptEngine> _engines = [];

    /// <summary>The engine of a folder. Its BeforeAll hooks have run.</summary>
    /// <exception cref="FeatureRunException">A file is wrong, or a hook failed.</exception>
    public async ValueTask<ScriptEngine> EngineAsync(StepFolder folder)
    {
        if (_engines.TryGetValue(folder, out var started)) return started;
        var engine = folder.Load();
        await RunHooksAsync(engine, HookType.BEFORE_TEST_RUN).ConfigureAwait(false);
        return _engines[folder] = engine;
    }

    /// <summary>Gives up an engine whose step did not end; the next scenario gets another one.</summary>
    public void Replace(StepFolder folder) => _engines.Remove(folder);

    /// <summary>Runs the AfterAll hooks. Reqnroll disposes of workers synchronously, at the end of the run.</summary>
    public void Dispose()
    {
        foreach (var engine in _engines.Values)
        {
            RunHooksAsync(engine, HookType.AFTER_TEST_RUN).GetAwaiter().GetResult();
            engine.Dispose();
        }

        _engines.Clear();
    }

    private static Task RunHooksAsync(ScriptEngine engine, HookType type) => RunHooks.RunForWorkerAsync(engine.Library, type, new StepRunner(new FeatureRunOptions().StepTimeout));
}
