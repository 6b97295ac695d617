using System.Globalization;
using Reqnroll.Bindings;
using Reqnroll.ErrorHandling;
using Reqnroll.Infrastructure;
using ScriptWs.ReqnrollPlugin.JavaScript;

namespace ScriptWs.ReqnrollPlugin.Steps;

/// <summary>Finds the step that a text means. Steps in JavaScript apply to the features of their folder.</summary>
internal sealed class StepMatching(
    IBindingRegistry registry, IStepArgumentTypeConverter converter, IErrorProvider errors, IMatchArgumentCalculator arguments, IContextManager contexts)
    : StepDefinitionMatchService(registry, converter, errors, arguments)
{
    protected override IEnumerable<BindingMatch> GetCandidatingBindingsForBestMatch(StepInstance stepInstance, CultureInfo bindingCulture) =>
        base.GetCandidatingBindingsForBestMatch(stepInstance, bindingCulture).Where(Applies);

    protected override StepDefinitionAmbiguityReason OnNoMatch(StepInstance stepInstance, CultureInfo bindingCulture, out List<BindingMatch> matches)
    {
        var reason = base.OnNoMatch(stepInstance, bindingCulture, out matches);
        matches = matches.FindAll(Applies);
        return matches.Count == 0 ? StepDefinitionAmbiguityReason.None : reason;
    }

    private bool Applies(BindingMatch match) =>
        match.StepBinding is not ScriptStepBinding script || script.Folder.Covers(contexts.FeatureContext.FeatureInfo);
}
