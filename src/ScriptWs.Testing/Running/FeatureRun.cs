using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;
using ScriptWs.Testing.Failures;
using ScriptWs.Testing.Features;
using ScriptWs.Testing.Running;
using ScriptWs.Testing.Steps;
using Exception = System.Exception;

namespace ScriptWs.Testing;

/// <summary>Features and steps that belong together, loaded and checked, and how they are run.</summary>
/// <example>
/// <code>
/// using var run = FeatureRun.Load(new FeatureRunOptions { StepAssemblies = [typeof(MySteps).Assembly] }, [new HtmlFormat("report.html")]);
/// var result = await run.RunAsync();
/// </code>
/// </example>
public sealed class FeatureRun : IDisposable
{
    private readonly FeatureRunOptions _options;
    private readonly MessageIds _ids = new();
    private readonly MessageStream _messages;
    private readonly StepRunner _steps;
    private readonly WorkerPool _workers;
    private readonly RunHooks _hooks;
    private readonly string _runId;
    private readonly List<FeatureFile> _files;
    private readonly List<Envelope> _support;
    private readonly Lazy<Task<bool>> _begun;

    private FeatureRun(FeatureRunOptions options, IReadOnlyList<IMessageSink> sinks)
    {
        (_options, _messages, _steps) = (options, new MessageStream(sinks), new StepRunner(options.StepTimeout));
        var paths = FeaturePath.Find(options.Features, options.Folder);
        _files = [.. paths.Select(path => FeatureFile.Load(path.File, path.Uri, _ids))];
        _runId = _ids.GetNewId();
        _hooks = new RunHooks(_messages, _ids, _runId, _steps);
        _workers = new WorkerPool(StepSources.Of(options), _hooks);
        _workers.Begin();
        _support = [.. _workers.First.Describe(_ids)];
        var selection = new ScenarioSelection(TagExpression.Parse(options.Tags), paths);
        Scenarios = [.. selection.Choose(_files, options)];
        if (Scenarios.Count == 0 && options.Tags != "") throw new FeatureRunException($"No scenario fits the tag expression \"{options.Tags}\"; change it, or tag scenarios.");
        _begun = new Lazy<Task<bool>>(() => _hooks.RunAsync(_workers.First, HookType.BEFORE_TEST_RUN));
    }

    /// <summary>The scenarios that the options choose, in the order in which they run.</summary>
    public IReadOnlyList<Scenario> Scenarios { get; }

    /// <summary>What is wrong in feature files, one sentence each: a run with such files is no success.</summary>
    public IReadOnlyList<string> ParseErrors => [.. _files.SelectMany(file => file.Errors).Select(error => $"{error.Source.Uri}: {error.Message}")];

    /// <summary>Reads and checks everything; nothing runs yet but the top level of steps files.</summary>
    /// <param name="options">What the run consists of.</param>
    /// <param name="sinks">Who gets the messages of the run.</param>
    /// <exception cref="FeatureRunException">A path, a tag expression or a step definition is wrong.</exception>
    public static FeatureRun Load(FeatureRunOptions options, params IReadOnlyList<IMessageSink> sinks)
    {
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            return new FeatureRun(options, sinks);
        }
        catch (Exception e) when (e is FileNotFoundException or ExpressionException or IOException or UnauthorizedAccessException)
        {
            throw new FeatureRunException(e.Message, e);
        }
    }

    /// <summary>The steps that features can use with these options, by what they are about; each text once.</summary>
    /// <exception cref="FeatureRunException">A steps file is wrong.</exception>
    public static IReadOnlyList<StepText> ListSteps(FeatureRunOptions options) => StepList.Of(options).Steps;

    /// <summary>What may be written for the parameters of those steps, where examples are given.</summary>
    /// <exception cref="FeatureRunException">A steps file is wrong.</exception>
    public static IReadOnlyList<ParameterText> ListParameters(FeatureRunOptions options) => StepList.Of(options).Parameters;

    /// <summary>Runs all scenarios.</summary>
    /// <param name="cancellationToken">Begins no further scenario; those that run come to their end.</param>
    public async Task<FeatureRunResult> RunAsync(CancellationToken cancellationToken = default)
    {
        Announce();
        _messages.Publish(Envelope.Create(new TestRunStarted(MessageStream.Now, _runId)));
        var (success, ran, crash) = (false, 0, default(Exception));
        try
        {
            _options.BeforeScenarios?.Invoke();
            var hooksPassed = await _begun.Value.ConfigureAwait(false);
            var scenariosPassed = true;
            if (hooksPassed) (scenariosPassed, ran) = await RunAllAsync(cancellationToken).ConfigureAwait(false);
            hooksPassed &= await _hooks.RunAsync(_workers.First, HookType.AFTER_TEST_RUN).ConfigureAwait(false);
            await _workers.EndAsync().ConfigureAwait(false);
            success = hooksPassed && scenariosPassed && _files.All(file => file.Errors.Count == 0) && (ran == Scenarios.Count || cancellationToken.IsCancellationRequested);
        }
        catch (Exception e)
        {
            crash = e;
        }

        var error = crash is null ? null : new Io.Cucumber.Messages.Types.Exception(crash.GetType().Name, crash.Message, ErrorText.Of(crash));
        _messages.Publish(Envelope.Create(new TestRunFinished(crash?.Message!, success, MessageStream.Now, error!, _runId)));
        return new FeatureRunResult(success, ran, Scenarios.Count - ran);
    }

    /// <summary>Runs one scenario by itself, for a test runner; hooks of the whole run come before the first one.</summary>
    /// <param name="scenario">One of <see cref="Scenarios"/>.</param>
    /// <param name="sinks">Who gets the messages of this scenario.</param>
    /// <returns>What it came to.</returns>
    public async Task<ScenarioResult> RunAsync(Scenario scenario, params IReadOnlyList<IMessageSink> sinks)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        var messages = new MessageStream(sinks);
        var file = _files.Single(candidate => candidate.Pickles.Contains(scenario.Pickle));
        messages.Publish(Describe(file).Concat(_support));
        var planned = new ScenarioPlanner(_workers.First, _ids, _runId).Plan(scenario.Pickle);
        messages.Publish(Envelope.Create(planned.Message));
        var hooksPassed = await _begun.Value.ConfigureAwait(false);
        return hooksPassed ? await RunAsync(new ScenarioRunner(messages, _ids, _steps, _options.Url), planned).ConfigureAwait(false) : ScenarioResult.Failed;
    }

    /// <summary>Lets go of what steps files hold.</summary>
    public void Dispose() => _workers.Dispose();

    private void Announce()
    {
        _messages.Publish(MetaMessage.Create());
        foreach (var file in _files) _messages.Publish(Describe(file));
        _messages.Publish(_support);
    }

    private static IEnumerable<Envelope> Describe(FeatureFile file)
    {
        yield return Envelope.Create(file.Source);
        if (file.Document is { } document) yield return Envelope.Create(document);
        foreach (var error in file.Errors) yield return Envelope.Create(error);
        foreach (var pickle in file.Pickles) yield return Envelope.Create(pickle);
    }

    private async Task<(bool Passed, int Ran)> RunAllAsync(CancellationToken cancellationToken)
    {
        var planner = new ScenarioPlanner(_workers.First, _ids, _runId);
        List<PlannedScenario> planned = [.. Scenarios.Select(scenario => planner.Plan(scenario.Pickle))];
        foreach (var scenario in planned) _messages.Publish(Envelope.Create(scenario.Message));

        var runner = new ScenarioRunner(_messages, _ids, _steps, _options.Url);
        var (next, failed, ran) = (-1, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, Math.Max(1, Math.Min(_options.Parallel, planned.Count))).Select(_ => Task.Run(WorkAsync, CancellationToken.None))).ConfigureAwait(false);
        return (failed == 0, ran);

        async Task WorkAsync()
        {
            while (!cancellationToken.IsCancellationRequested && (failed == 0 || !_options.FailFast) && Interlocked.Increment(ref next) is var mine && mine < planned.Count)
            {
                var result = await RunAsync(runner, planned[mine]).ConfigureAwait(false);
                Interlocked.Increment(ref ran);
                if (result == ScenarioResult.Failed) Interlocked.Increment(ref failed);
            }
        }
    }

    private async Task<ScenarioResult> RunAsync(ScenarioRunner runner, PlannedScenario scenario)
    {
        var library = await _workers.TakeAsync().ConfigureAwait(false);
        var results = await runner.RunAsync(scenario, library).ConfigureAwait(false);
        if (!results.Any(result => result.WasLeftBehind)) _workers.Return(library);
        if (!results.All(result => result.IsFine)) return ScenarioResult.Failed;
        return results.Any(result => result.Status == TestStepResultStatus.SKIPPED) ? ScenarioResult.Skipped : ScenarioResult.Passed;
    }
}
