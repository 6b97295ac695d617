using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Steps;
using ScriptWs.Testing.Vocabulary;

namespace ScriptWs.Testing.Running;

/// <summary>The vocabulary of a run, for people who write features: a text that stands behind several keywords is one step to them.</summary>
internal sealed record StepList(IReadOnlyList<StepText> Steps, IReadOnlyList<ParameterText> Parameters)
{
    private static readonly PickleStepType?[] Keywords = [PickleStepType.CONTEXT, PickleStepType.ACTION, PickleStepType.OUTCOME, null];

    /// <exception cref="FeatureRunException">A steps file is wrong.</exception>
    public static StepList Of(FeatureRunOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var workers = new WorkerPool(StepSources.Of(options), null!);
        workers.Begin();
        var steps = from step in workers.First.Steps
                    group step by (Group: step.Group ?? step.Source.Uri, step.Pattern.Source) into same
                    let keywords = Keywords.Where(keyword => same.Any(step => step.Keyword == keyword)).ToList()
                    orderby Groups.PlaceOf(same.Key.Group), same.Key.Group, Array.IndexOf(Keywords, keywords[0])
                    select new StepText(same.Key.Group, string.Join('/', keywords.Select(NameOf)), same.Key.Source);
        var parameters = from type in workers.First.Types.All
                         where type.Examples is not null
                         select new ParameterText(type.Name, type.Examples!);
        return new StepList([.. steps], [.. parameters]);
    }

    private static string NameOf(PickleStepType? keyword) => keyword switch
    {
        PickleStepType.CONTEXT => "Given",
        PickleStepType.ACTION => "When",
        PickleStepType.OUTCOME => "Then",
        _ => "*",
    };
}
