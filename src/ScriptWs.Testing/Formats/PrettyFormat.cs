using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Outcomes;
using ScriptWs.Testing.Formats.Pretty;

namespace ScriptWs.Testing;

/// <summary>Tells people in a terminal how a run goes: a line for each scenario as it ends, failures with all that helps, the sum at the end.</summary>
public sealed class PrettyFormat : IMessageSink
{
    private readonly RunRecord _record = new();
    private readonly StepPlaces _places = new();
    private readonly PrettyPen _pen;
    private readonly List<ScenarioOutcome> _ended = [];

    /// <summary>Writes to this output.</summary>
    /// <param name="output">Stays open.</param>
    /// <param name="colours">Whether it is a terminal that shows colours.</param>
    public PrettyFormat(TextWriter output, bool colours) => _pen = new PrettyPen(output, colours);

    /// <inheritdoc/>
    public void Publish(Envelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        _record.Take(envelope);
        if (envelope.GherkinDocument is { } document) _places.Take(document);
        if (envelope.ParseError is { } error) PrettyProblems.Write(_pen, error);
        if (envelope.UndefinedParameterType is { } type) PrettyProblems.Write(_pen, type);
        if (envelope.TestRunHookFinished is { Result.Status: TestStepResultStatus.FAILED }) PrettyProblems.Write(_pen, _record.RunHooks[^1]);
        if (envelope.TestCaseFinished is { } finished && _record.OutcomeOf(finished) is { } outcome)
        {
            _ended.Add(outcome);
            PrettyScenario.Write(_pen, outcome, _places);
        }

        if (envelope.TestRunFinished is { } end) new PrettySummary(_pen, _record, _places).Write(_ended, end);
    }
}
