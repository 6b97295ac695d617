using Io.Cucumber.Messages.Types;
using ScriptWs.Testing.Formats.Coverage;
using ScriptWs.Testing.Formats.Outcomes;

namespace ScriptWs.Testing.Formats.Html;

/// <summary>What the parts of a page share: where they write, and what they look up.</summary>
internal sealed class HtmlContext
{
    private readonly ILookup<string, StepOutcome> _ran;

    public HtmlContext(HtmlWriter html, RunRecord run)
    {
        Html = html;
        Run = run;
        All = run.Outcomes();
        Coverage = CoverageRow.Of(All);
        Outcomes = new OutcomesByScenario(All);
        Anchors = new Anchors(run.Documents);
        _ran = (from outcome in All
                from step in outcome.Last?.Steps ?? []
                where step.Pickle is not null
                select step).ToLookup(step => step.Pickle!.AstNodeIds[0]);
        Steps = run.Documents.SelectMany(StepsOf).ToLookup(step => step.Id);
    }

    public HtmlWriter Html { get; }

    public RunRecord Run { get; }

    public IReadOnlyList<ScenarioOutcome> All { get; }

    public OutcomesByScenario Outcomes { get; }

    /// <summary>The clauses of RFCs that scenarios are tagged with.</summary>
    public IReadOnlyList<CoverageRow> Coverage { get; }

    public Anchors Anchors { get; }

    /// <summary>Steps as written in the documents, by their ids.</summary>
    public ILookup<string, Step> Steps { get; }

    /// <summary>A run of a step of a document, if there was one: of a Background or an outline there may be many.</summary>
    public StepOutcome? RunOf(Step step) => _ran[step.Id].FirstOrDefault();

    public Feature? FeatureOf(ScenarioOutcome outcome) =>
        Run.Documents.Find(document => document.Uri == outcome.Pickle.Uri)?.Feature;

    private static IEnumerable<Step> StepsOf(GherkinDocument document) =>
        from child in document.Feature?.Children ?? []
        from step in child.Rule is not null
            ? child.Rule.Children.SelectMany(inner => inner.Background?.Steps ?? inner.Scenario.Steps)
            : child.Background?.Steps ?? child.Scenario.Steps
        select step;
}
