using Jint;
using ScriptWs.Scripting.BuiltIns;
using ScriptWs.Scripting.Depth;

namespace ScriptWs.Scripting;

/// <summary>Makes an engine: closed to the CLR, its built-ins bounded, and with the globals of the server.</summary>
internal static class EngineSetup
{
    /// <summary>Makes an engine that no script has run in yet.</summary>
    public static Engine Create(ScriptModule module, ScriptHostServices services, TurnBudget budget)
    {
        EngineStart.Wait();
        var loader = new ScriptModuleLoader(module);
        var engine = new Engine(options => EngineOptions.Configure(options, module, loader, services.Budget, budget, services.Clock));
        loader.Attach(engine, services);
        budget.Attach(engine);
        budget.BeginPreparing();
        return engine;
    }

    /// <summary>
    /// Bounds the built-ins and adds the globals. The order matters: the guards come first, for they are found by walking what the
    /// language itself has, and what is put in its place later bounds itself.
    /// </summary>
    public static void Complete(Engine engine, TurnBudget budget, IScriptScope scope, ScriptTimers timers)
    {
        NativeCalls.Guard(engine, budget);
        EngineState.Attach(engine, budget, scope);
        ErrorStack.Apply(engine);
        BuiltInLimits.Apply(engine);
        CodePoints.Apply(engine);
        MediumDates.Apply(engine);
        IsoDates.Apply(engine);
        SuspensionFunctions.Add(engine);
        ScriptGlobals.Add(engine, scope, timers);
    }
}
