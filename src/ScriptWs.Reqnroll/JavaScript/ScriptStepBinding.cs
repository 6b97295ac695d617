using System.Text.RegularExpressions;
using CucumberExpressions;
using Io.Cucumber.Messages.Types;
using Reqnroll.Bindings;
using Reqnroll.Infrastructure;
using ScriptWs.Testing;
using ScriptWs.Testing.Steps;
using StepDefinition = ScriptWs.Testing.Steps.StepDefinition;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>A step in JavaScript behind one kind of keyword.</summary>
internal sealed class ScriptStepBinding(StepFolder folder, StepDefinitionType type, int position, StepDefinition step)
    : MethodBinding(ScriptMethod.Of(step.Source, "step", step.Pattern.Parameters + 1)), IStepDefinitionBinding, IScriptBinding, IExpression
{
    public StepFolder Folder => folder;

    public TimeSpan? Timeout => step.Timeout;

    public StepDefinitionType StepDefinitionType => type;

    public string SourceExpression => step.Pattern.Source;

    public string ExpressionType => step.Pattern.Type == StepDefinitionPatternType.CUCUMBER_EXPRESSION
        ? StepDefinitionExpressionTypes.CucumberExpression
        : StepDefinitionExpressionTypes.RegularExpression;

    public bool IsValid => true;

    public string? ErrorMessage => null;

    public Regex Regex => step.Pattern.Regex;

    public IExpression Expression => this;

    public bool IsScoped => false;

    public BindingScope? BindingScope => null;

    string IExpression.Source => step.Pattern.Source;

    Regex IExpression.Regex => step.Pattern.Regex;

    public MatchArgument[] ArgumentsOf(StepInstance instance) =>
    [
        .. step.Pattern.Match(instance.Text)!.Select(argument => new MatchArgument(new ScriptArgument(argument), (int?)argument.Group.Start)),
        new MatchArgument(ScriptBlock.Of(instance), null),
    ];

    public async ValueTask<StepOutcome> RunAsync(ScriptWorker worker, World world, object[] arguments)
    {
        var engine = await worker.EngineAsync(folder).ConfigureAwait(false);
        var call = new StepCall(world, [.. arguments.OfType<ScriptArgument>().Select(argument => argument.Argument)], arguments.OfType<ScriptBlock>().Single().Argument);
        return await engine.Library.Steps[position].Body(call).ConfigureAwait(false);
    }

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => HashCode.Combine(folder, position, type);
}
