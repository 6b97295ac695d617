using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>The hooks that run before the first scenario and after the last.</summary>
internal sealed class RunHooks(MessageStream messages, IIdGenerator ids, string runId, StepRunner steps)
{
    private static readonly ScenarioInfo WholeRun = new("", new HashSet<string>(), "", 0);

    /// <summary>Runs all of one kind, whatever the others came to.</summary>
    /// <returns>Whether all passed.</returns>
    public async Task<bool> RunAsync(StepLibrary library, HookType type)
    {
        var allPassed = true;
        foreach (var (hook, _) in library.HooksOf(type).ToList())
        {
            var id = ids.GetNewId();
            messages.Publish(Envelope.Create(new TestRunHookStarted(id, runId, hook.Id, null!, MessageStream.Now)));
            var result = await RunAsync(hook, data => messages.Publish(Attachment(data, id)), steps).ConfigureAwait(false);
            messages.Publish(Envelope.Create(new TestRunHookFinished(id, result.ToMessage(), MessageStream.Now)));
            allPassed &= result.IsFine;
        }

        return allPassed;
    }

    /// <summary>Runs those hooks that every worker needs, for a worker that is not the first.</summary>
    /// <exception cref="FeatureRunException">One failed.</exception>
    public Task RunForWorkerAsync(StepLibrary library, HookType type) => RunForWorkerAsync(library, type, steps);

    /// <inheritdoc cref="RunForWorkerAsync(StepLibrary, HookType)"/>
    public static async Task RunForWorkerAsync(StepLibrary library, HookType type, StepRunner steps)
    {
        foreach (var (hook, _) in library.HooksOf(type).Where(entry => entry.Hook.IsPerWorker).ToList())
        {
            var result = await RunAsync(hook, _ => { }, steps).ConfigureAwait(false);
            if (!result.IsFine) throw new FeatureRunException($"{SourceText.Of(hook.Source)}: a hook of the run failed for a second worker: {result.Message}", result.Error!);
        }
    }

    private static async Task<StepResult> RunAsync(HookDefinition hook, Action<AttachedData> attach, StepRunner steps)
    {
        var world = new World(WholeRun, null, attach);
        await using (world.ConfigureAwait(false))
        {
            return await steps.RunAsync(hook.Body, new StepCall(world, [], null), hook.Timeout).ConfigureAwait(false);
        }
    }

    private static Envelope Attachment(AttachedData data, string hook) => Envelope.Create(new Attachment(
        data.Body, data.IsBase64 ? AttachmentContentEncoding.BASE64 : AttachmentContentEncoding.IDENTITY, data.FileName!, data.MediaType, null!, null!, null!, null!, null!, hook, MessageStream.Now));
}
