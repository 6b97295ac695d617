using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>Finds the steps and hooks of a scenario, before anything runs.</summary>
internal sealed class ScenarioPlanner(StepLibrary library, IIdGenerator ids, string runId)
{
    public PlannedScenario Plan(Pickle pickle)
    {
        var id = ids.GetNewId();
        var tags = pickle.Tags.Select(tag => tag.Name).ToHashSet(StringComparer.Ordinal);
        List<PlannedStep> steps =
        [
            .. Hooks(HookType.BEFORE_TEST_CASE, tags),
            .. pickle.Steps.Select(PlanStep),
            .. Hooks(HookType.AFTER_TEST_CASE, tags),
        ];
        return new PlannedScenario(pickle, new TestCase(id, pickle.Id, [.. steps.Select(step => step.Message)], runId), steps);
    }

    private IEnumerable<PlannedStep> Hooks(HookType type, HashSet<string> tags) =>
        from entry in library.HooksOf(type)
        where entry.Hook.Tags.Matches(tags)
        select new PlannedStep(new TestStep(entry.Hook.Id, ids.GetNewId(), null!, null!, null!), null, [], entry.Position, type);

    private PlannedStep PlanStep(PickleStep step)
    {
        var matches = library.Match(step);
        List<StepMatchArgumentsList> arguments =
            [.. matches.Select(match => new StepMatchArgumentsList([.. match.Arguments.Select(argument => new StepMatchArgument(argument.Group, NameOf(argument)!))]))];
        return new PlannedStep(new TestStep(null!, ids.GetNewId(), step.Id, [.. matches.Select(match => match.Definition.Id)], arguments), step, matches, null, null);
    }

    private static string? NameOf(Expressions.StepArgument argument) => argument.Type?.Name is null or "" ? null : argument.Type.Name;
}
