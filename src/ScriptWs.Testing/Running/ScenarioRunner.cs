using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>Runs one scenario as Cucumber defines it: after a step that did not pass the rest is skipped, hooks after it run all the same.</summary>
internal sealed class ScenarioRunner(MessageStream messages, IIdGenerator ids, StepRunner steps, Uri? url)
{
    /// <param name="scenario">What runs.</param>
    /// <param name="library">The library of the worker that runs it.</param>
    /// <returns>What its steps came to.</returns>
    public async Task<IReadOnlyList<StepResult>> RunAsync(PlannedScenario scenario, StepLibrary library)
    {
        var run = ids.GetNewId();
        messages.Publish(Envelope.Create(new TestCaseStarted(0, run, scenario.Message.Id, null!, MessageStream.Now)));
        var current = default(TestStep);
        var world = new World(InfoOf(scenario.Pickle), url, data => messages.Publish(Attachment(data, run, current?.Id)));
        var results = new List<StepResult>();
        try
        {
            foreach (var step in scenario.Steps)
            {
                current = step.Message;
                messages.Publish(Envelope.Create(new TestStepStarted(run, step.Message.Id, MessageStream.Now)));
                var skips = results.Any(result => result.Status != TestStepResultStatus.PASSED) && step.HookType != HookType.AFTER_TEST_CASE;
                var isSkipped = results.Find(result => result.Status != TestStepResultStatus.PASSED)?.Status == TestStepResultStatus.SKIPPED;
                var result = await RunAsync(step, world, library, skips, isSkipped).ConfigureAwait(false);
                if (result.Status == TestStepResultStatus.FAILED && !world.HasFailed) AttachEvidence(world);
                world.HasFailed |= result.Status == TestStepResultStatus.FAILED;
                messages.Publish(Envelope.Create(new TestStepFinished(run, step.Message.Id, result.ToMessage(), MessageStream.Now)));
                results.Add(result);
            }
        }
        finally
        {
            await world.DisposeAsync().ConfigureAwait(false);
        }

        messages.Publish(Envelope.Create(new TestCaseFinished(run, MessageStream.Now, false)));
        return results;
    }

    private async Task<StepResult> RunAsync(PlannedStep step, World world, StepLibrary library, bool skips, bool isSkipped)
    {
        if (step.HookPosition is { } position)
        {
            var hook = library.Hooks[position];
            return skips ? StepResult.Skipped : await steps.RunAsync(hook.Body, new StepCall(world, [], null), hook.Timeout).ConfigureAwait(false);
        }

        switch (step.Matches)
        {
            case not [_] when skips && isSkipped:
                return StepResult.Skipped;
            case []:
                messages.Publish(Envelope.Create(Snippets.Suggest(step.Step!, library.Types, ids)));
                return StepResult.Undefined;
            case [var match]:
                if (skips) return StepResult.Skipped;
                var definition = library.Steps[match.Position];
                var arguments = ReferenceEquals(definition, match.Definition) ? match.Arguments : definition.Pattern.Match(step.Step!.Text)!;
                return await steps.RunAsync(definition.Body, new StepCall(world, arguments, step.Step!.Argument), definition.Timeout).ConfigureAwait(false);
            default:
                var found = step.Matches.Select(match => $"  {match.Definition.Pattern.Source}  ({SourceText.Of(match.Definition.Source)})");
                return new StepResult(TestStepResultStatus.AMBIGUOUS, TimeSpan.Zero, $"The step matches {step.Matches.Count} definitions; make all but one more exact:\n{string.Join('\n', found)}");
        }
    }

    private static ScenarioInfo InfoOf(Pickle pickle) =>
        new(pickle.Name, pickle.Tags.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal), pickle.Uri, pickle.Location?.Line ?? 0);

    private static void AttachEvidence(World world)
    {
        foreach (var (name, text) in world.Evidence()) world.Attach(text, "text/plain", name);
    }

    private static Envelope Attachment(AttachedData data, string run, string? step) => Envelope.Create(new Attachment(
        data.Body, data.IsBase64 ? AttachmentContentEncoding.BASE64 : AttachmentContentEncoding.IDENTITY, data.FileName!, data.MediaType, null!, run, step!, null!, null!, null!, MessageStream.Now));
}
