using Reqnroll.Bindings;
using ScriptWs.Testing;
using ScriptWs.Testing.Steps;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>A hook in JavaScript around scenarios.</summary>
internal sealed class ScriptHookBinding(StepFolder folder, HookType type, int position, HookDefinition hook)
    : HookBinding(ScriptMethod.Of(hook.Source, "hook", 0), type, null, hook.Order), IScriptBinding
{
    public StepFolder Folder => folder;

    public TimeSpan? Timeout => hook.Timeout;

    /// <summary>When Reqnroll runs it; <c>null</c> for hooks of the whole run, which the worker runs itself.</summary>
    public static HookType? TypeOf(HookDefinition hook) => hook.Type switch
    {
        Io.Cucumber.Messages.Types.HookType.BEFORE_TEST_CASE => Reqnroll.Bindings.HookType.BeforeScenario,
        Io.Cucumber.Messages.Types.HookType.AFTER_TEST_CASE => Reqnroll.Bindings.HookType.AfterScenario,
        _ => null,
    };

    public async ValueTask<StepOutcome> RunAsync(ScriptWorker worker, World world, object[] arguments)
    {
        if (!folder.Covers(world.Scenario.Uri) || !hook.Tags.Matches(world.Scenario.Tags)) return StepOutcome.Passed;
        var engine = await worker.EngineAsync(folder).ConfigureAwait(false);
        return await engine.Library.Hooks[position].Body(new StepCall(world, [], null)).ConfigureAwait(false);
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => HashCode.Combine(folder, position, hook.Type);
}
