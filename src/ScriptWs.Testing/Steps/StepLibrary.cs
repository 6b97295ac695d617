using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Expressions;
using ParameterType = ScriptWs.Testing.Expressions.ParameterType;

namespace ScriptWs.Testing.Steps;

/// <summary>
/// All steps, hooks and parameter types that a run can use, in the order in which they were defined. Each worker of a run
/// has a library of its own, because steps in JavaScript belong to one engine.
/// </summary>
internal sealed class StepLibrary
{
    private readonly List<object> _items = [];
    private readonly List<StepDefinition> _steps = [];
    private readonly List<HookDefinition> _hooks = [];

    public ParameterTypes Types { get; } = new();

    public IReadOnlyList<StepDefinition> Steps => _steps;

    public IReadOnlyList<HookDefinition> Hooks => _hooks;

    /// <summary>Expressions that name an undefined parameter type.</summary>
    public List<UndefinedParameterType> UndefinedTypes { get; } = [];

    public void Add(StepDefinition step)
    {
        _items.Add(step);
        _steps.Add(step);
    }

    public void Add(HookDefinition hook)
    {
        _items.Add(hook);
        _hooks.Add(hook);
    }

    public void Add(ParameterType type)
    {
        Types.Add(type);
        _items.Add(type);
    }

    /// <summary>The pattern of a step; <c>null</c> when it names a parameter type that is not defined, which is noted.</summary>
    /// <exception cref="ExpressionException">The pattern is malformed.</exception>
    public IStepPattern? Read(Func<IStepPattern> read)
    {
        try
        {
            return read();
        }
        catch (UndefinedParameterTypeException e)
        {
            UndefinedTypes.Add(new UndefinedParameterType(e.Expression, e.Name));
            return null;
        }
    }

    /// <summary>
    /// The definitions that a step matches: none is undefined, several are ambiguous. Of overloads with the same text, the one that takes
    /// what the step has is meant.
    /// </summary>
    public IReadOnlyList<StepMatch> Match(PickleStep step)
    {
        var matches = new List<StepMatch>();
        foreach (var (position, definition) in _steps.Index())
        {
            if (definition.Keyword is { } keyword && step.Type != PickleStepType.UNKNOWN && step.Type != keyword) continue;
            if (definition.Pattern.Match(step.Text) is { } arguments) matches.Add(new StepMatch(definition, position, arguments));
        }

        return matches.Count > 1 && matches.FindAll(Takes) is { Count: > 0 } fitting ? fitting : matches;

        bool Takes(StepMatch match) => match.Definition.Parameters is not { } count || count == match.Arguments.Count + (step.Argument is null ? 0 : 1);
    }

    /// <summary>Hooks of one kind with their positions, in the order in which they run.</summary>
    public IEnumerable<(HookDefinition Hook, int Position)> HooksOf(HookType type)
    {
        var hooks = _hooks.Select((hook, position) => (Hook: hook, Position: position)).Where(entry => entry.Hook.Type == type);
        return type is HookType.AFTER_TEST_CASE or HookType.AFTER_TEST_RUN
            ? hooks.Reverse().OrderBy(entry => entry.Hook.Order)
            : hooks.OrderBy(entry => entry.Hook.Order);
    }

    /// <summary>Gives every definition its id, and tells of it.</summary>
    public IEnumerable<Envelope> Describe(IIdGenerator ids)
    {
        foreach (var item in _items)
        {
            switch (item)
            {
                case StepDefinition step:
                    step.Id = ids.GetNewId();
                    yield return Envelope.Create(new Io.Cucumber.Messages.Types.StepDefinition(step.Id, new StepDefinitionPattern(step.Pattern.Source, step.Pattern.Type), step.Source));
                    break;
                case HookDefinition hook:
                    hook.Id = ids.GetNewId();
                    yield return Envelope.Create(new Hook(hook.Id, hook.Name!, hook.Source, hook.Tags.Source is "" ? null! : hook.Tags.Source, hook.Type));
                    break;
                case ParameterType type:
                    yield return Envelope.Create(new Io.Cucumber.Messages.Types.ParameterType(
                        type.Name, [.. type.Patterns], type.PreferForRegularExpressions, type.UseForSnippets, ids.GetNewId(), type.Source!));
                    break;
            }
        }

        foreach (var type in UndefinedTypes) yield return Envelope.Create(type);
    }
}
