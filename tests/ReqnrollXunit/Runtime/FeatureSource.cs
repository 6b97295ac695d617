using System.Globalization;
using System.Reflection;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using Reqnroll.Formatters.RuntimeSupport;

namespace ReqnrollXunit;

/// <summary>A feature file that is embedded in a test assembly, with its scenarios as they run.</summary>
public sealed class FeatureSource : IFeatureLevelCucumberMessages
{
    private readonly Dictionary<string, Scenario> _scenarios = [];
    private readonly Dictionary<string, Step> _steps = [];
    private readonly Dictionary<string, Rule> _rules = [];
    private readonly Dictionary<string, (Examples Examples, TableRow Row)> _rows = [];
    private readonly Dictionary<long, Pickle> _byLine;
    private readonly List<Pickle> _pickles;

    public FeatureSource(string text, string uri)
    {
        Source = new Source(uri, text, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN);
        var ids = new GuidIdGenerator();
        GherkinDocument = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(new Parser().Parse(new StringReader(text)), uri);
        _pickles = [.. new PickleCompiler(ids).Compile(GherkinDocument)];
        foreach (var child in Feature.Children) Add(child.Background, child.Scenario, child.Rule);
        _byLine = _pickles.ToDictionary(pickle => RowOf(pickle)?.Row.Location.Line ?? ScenarioOf(pickle).Location.Line);
        Info = new Reqnroll.FeatureInfo(
            CultureInfo.GetCultureInfo(Feature.Language), Path.GetDirectoryName(uri) ?? "", Feature.Name, Feature.Description,
            Reqnroll.ProgrammingLanguage.CSharp, [.. Feature.Tags.Select(tag => tag.Name[1..])], this);
    }

    public Reqnroll.FeatureInfo Info { get; }

    public bool HasMessages => true;

    public Source Source { get; }

    public GherkinDocument GherkinDocument { get; }

    public IEnumerable<Pickle> Pickles => _pickles;

    public Feature Feature => GherkinDocument.Feature;

    public static FeatureSource Read(Assembly assembly, string uri)
    {
        using var stream = assembly.GetManifestResourceStream(uri) ?? throw new InvalidOperationException($"{uri} is not embedded in {assembly.GetName().Name}.");
        using var reader = new StreamReader(stream);
        return new FeatureSource(reader.ReadToEnd(), uri);
    }

    public Pickle PickleAt(int line) => _byLine[line];

    public int IndexOf(Pickle pickle) => _pickles.IndexOf(pickle);

    public Scenario ScenarioOf(Pickle pickle) => _scenarios[pickle.AstNodeIds[0]];

    public Rule? RuleOf(Pickle pickle) => _rules.GetValueOrDefault(pickle.AstNodeIds[0]);

    public Step StepOf(PickleStep step) => _steps[step.AstNodeIds[0]];

    public (Examples Examples, TableRow Row)? RowOf(Pickle pickle) => pickle.AstNodeIds.Count == 2 ? _rows[pickle.AstNodeIds[1]] : null;

    private void Add(Background? background, Scenario? scenario, Rule? rule, Rule? around = null)
    {
        foreach (var step in (background?.Steps ?? []).Concat(scenario?.Steps ?? [])) _steps[step.Id] = step;
        foreach (var child in rule?.Children ?? []) Add(child.Background, child.Scenario, null, rule);
        if (scenario is null) return;

        _scenarios[scenario.Id] = scenario;
        if (around is not null) _rules[scenario.Id] = around;
        foreach (var examples in scenario.Examples)
            foreach (var row in examples.TableBody) _rows[row.Id] = (examples, row);
    }
}
