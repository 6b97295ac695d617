using Jint;

namespace ScriptWs.Scripting;

/// <summary>How every engine is set up: strict, closed to the CLR, and bounded.</summary>
internal static class EngineOptions
{
    public static void Configure(Options options, ScriptModule module, ScriptModuleLoader loader, ScriptBudget budget, TurnBudget turn, TimeProvider clock)
    {
        options.Strict = true;
        options.Culture = ScriptCulture.Default;
        options.Interop.Enabled = false;
        options.AgentCanSuspend = false;
        options.TimeSystem = new ScriptTime(clock);
        options.DisableStringCompilation();
        options.EnableModules(loader);
        options.UseHostFactory(_ => new ImportMetaHost(module));
        options.Constraint(turn);
        options.LimitMemory(budget.Memory);
        if (budget.Recursion > 0) options.LimitRecursion(budget.Recursion);
        options.RegexTimeoutInterval(budget.RegexTimeout);
        options.MaxArraySize(ScriptLimits.MaxArraySize);
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.PromiseTimeout = budget.TurnTimeout;
    }
}
