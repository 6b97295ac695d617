using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing.Formats.Outcomes;

/// <summary>Everything that the messages of a run said, ordered so that a report can ask for it.</summary>
internal sealed class RunRecord
{
    private readonly Dictionary<string, TestCase> _testCases = [];
    private readonly Dictionary<string, List<TestCaseStarted>> _attempts = [];
    private readonly Dictionary<string, TestCaseFinished> _finished = [];
    private readonly Dictionary<(string Attempt, string Step), TestStepResult> _results = [];
    private readonly Dictionary<string, List<Attachment>> _attachments = [];
    private readonly Dictionary<string, Hook> _hooks = [];
    private readonly Dictionary<string, StepDefinition> _definitions = [];
    private readonly Dictionary<string, List<Snippet>> _snippets = [];
    private readonly Dictionary<string, TestRunHookStarted> _runHooks = [];
    private readonly List<Pickle> _pickles = [];

    public Meta? Meta { get; private set; }

    public TestRunStarted? Started { get; private set; }

    public TestRunFinished? Finished { get; private set; }

    public List<GherkinDocument> Documents { get; } = [];

    public List<ParseError> ParseErrors { get; } = [];

    public List<UndefinedParameterType> UndefinedParameterTypes { get; } = [];

    /// <summary>Hooks of the whole run, as they ended.</summary>
    public List<RunHookOutcome> RunHooks { get; } = [];

    public void Take(Envelope message)
    {
        Meta = message.Meta ?? Meta;
        Started = message.TestRunStarted ?? Started;
        Finished = message.TestRunFinished ?? Finished;
        if (message.GherkinDocument is { } document)
            Documents.Add(document);
        if (message.ParseError is { } error)
            ParseErrors.Add(error);
        if (message.UndefinedParameterType is { } type)
            UndefinedParameterTypes.Add(type);
        if (message.Pickle is { } pickle)
            _pickles.Add(pickle);
        if (message.Hook is { } hook)
            _hooks[hook.Id] = hook;
        if (message.StepDefinition is { } definition)
            _definitions[definition.Id] = definition;
        if (message.Suggestion is { } suggestion)
            ListOf(_snippets, suggestion.PickleStepId).AddRange(suggestion.Snippets);
        TakeExecution(message);
    }

    /// <summary>What became of each scenario and each row of Examples, in the order of the pickles.</summary>
    public List<ScenarioOutcome> Outcomes() => [.. _pickles.Select(pickle => new ScenarioOutcome(pickle,
        [.. _attempts.GetValueOrDefault(pickle.Id, []).OrderBy(attempt => attempt.Attempt).Select(attempt => Outcome(pickle, attempt))]))];

    /// <summary>What became of an attempt that has just ended; <c>null</c> when it was never announced.</summary>
    public ScenarioOutcome? OutcomeOf(TestCaseFinished ended)
    {
        var started = _attempts.Values.SelectMany(list => list).LastOrDefault(attempt => attempt.Id == ended.TestCaseStartedId);
        var pickle = started is null ? null : _pickles.Find(candidate => candidate.Id == _testCases[started.TestCaseId].PickleId);
        return pickle is null ? null : new ScenarioOutcome(pickle, [Outcome(pickle, started!)]);
    }

    private void TakeExecution(Envelope message)
    {
        if (message.TestCase is { } testCase)
            _testCases[testCase.Id] = testCase;
        if (message.TestCaseStarted is { } started && _testCases.TryGetValue(started.TestCaseId, out var run))
            ListOf(_attempts, run.PickleId).Add(started);
        if (message.TestCaseFinished is { } finished)
            _finished[finished.TestCaseStartedId] = finished;
        if (message.TestStepFinished is { } step)
            _results[(step.TestCaseStartedId, step.TestStepId)] = step.TestStepResult;
        if (message.TestRunHookStarted is { } hookStarted)
            _runHooks[hookStarted.Id] = hookStarted;
        if (message.TestRunHookFinished is { } hookFinished && _runHooks.TryGetValue(hookFinished.TestRunHookStartedId, out var hookRun))
            RunHooks.Add(new RunHookOutcome(_hooks.GetValueOrDefault(hookRun.HookId), hookFinished.Result, ListOf(_attachments, hookRun.Id)));
        if (message.Attachment is { } attachment)
            ListOf(_attachments, attachment.TestRunHookStartedId ?? Key(attachment.TestCaseStartedId, attachment.TestStepId)).Add(attachment);
    }

    private AttemptOutcome Outcome(Pickle pickle, TestCaseStarted started)
    {
        var pickleSteps = pickle.Steps.ToDictionary(step => step.Id);
        return new AttemptOutcome(started, _finished.GetValueOrDefault(started.Id),
            [.. _testCases[started.TestCaseId].TestSteps.Select(step => Outcome(started, step, pickleSteps))],
            _attachments.GetValueOrDefault(Key(started.Id, null), []));
    }

    private StepOutcome Outcome(TestCaseStarted started, TestStep step, Dictionary<string, PickleStep> pickleSteps)
    {
        var pickleStep = step.PickleStepId is null ? null : pickleSteps.GetValueOrDefault(step.PickleStepId);
        return new StepOutcome(step, pickleStep, step.HookId is null ? null : _hooks.GetValueOrDefault(step.HookId))
        {
            Result = _results.GetValueOrDefault((started.Id, step.Id)),
            Attachments = _attachments.GetValueOrDefault(Key(started.Id, step.Id), []),
            Definitions = [.. from id in step.StepDefinitionIds ?? [] where _definitions.ContainsKey(id) select _definitions[id]],
            Snippets = pickleStep is null ? [] : _snippets.GetValueOrDefault(pickleStep.Id, []),
        };
    }

    private static string Key(string? attempt, string? step) => $"{attempt}/{step}";

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key) =>
        lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
