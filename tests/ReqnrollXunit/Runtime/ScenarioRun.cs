using System.Collections.Specialized;
using System.Reflection;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Xunit;

namespace ReqnrollXunit;

/// <summary>Runs one scenario: the calls that Reqnroll's generated code makes, in its order.</summary>
public static class ScenarioRun
{
    public static Task RunAsync(Assembly assembly, FeatureSource feature, Pickle pickle, ITestOutputHelper output) =>
        RunAsync(TestRunnerManager.GetTestRunnerManager(assembly), feature, pickle, output);

    public static async Task RunAsync(ITestRunnerManager manager, FeatureSource feature, Pickle pickle, ITestOutputHelper output)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(feature);
        ArgumentNullException.ThrowIfNull(pickle);
        var runner = manager.GetTestRunner(feature.Info);
        try
        {
            await BeginFeatureAsync(runner, feature);
            var info = InfoOf(feature, pickle);
            runner.OnScenarioInitialize(info, RuleOf(feature, pickle));
            runner.ScenarioContext.ScenarioContainer.RegisterInstanceAs(output);
            await RunAsync(runner, feature, pickle, info);
        }
        finally
        {
            manager.ReleaseTestRunnerToPool(runner);
        }
    }

    private static async Task BeginFeatureAsync(ITestRunner runner, FeatureSource feature)
    {
        if (runner.FeatureContext is { } other && other.FeatureInfo != feature.Info) await runner.OnFeatureEndAsync();
        if (runner.FeatureContext is { BeforeFeatureHookFailed: true }) throw new ReqnrollException("A hook before the feature failed.");
        if (runner.FeatureContext is null) await runner.OnFeatureStartAsync(feature.Info);
    }

    private static async Task RunAsync(ITestRunner runner, FeatureSource feature, Pickle pickle, ScenarioInfo info)
    {
        try
        {
            if (TagHelper.ContainsIgnoreTag(info.CombinedTags))
            {
                await runner.SkipScenarioAsync();
            }
            else
            {
                await runner.OnScenarioStartAsync();
                foreach (var step in pickle.Steps) await RunAsync(runner, feature.StepOf(step), step);
            }

            await runner.CollectScenarioErrorsAsync();
        }
        finally
        {
            await runner.OnScenarioEndAsync();
        }
    }

    private static Task RunAsync(ITestRunner runner, Step source, PickleStep step)
    {
        var (text, docString, table) = (step.Text, step.Argument?.DocString?.Content, TableOf(step.Argument?.DataTable));
        return source.KeywordType switch
        {
            StepKeywordType.CONTEXT => runner.GivenAsync(text, docString, table, source.Keyword),
            StepKeywordType.ACTION => runner.WhenAsync(text, docString, table, source.Keyword),
            StepKeywordType.OUTCOME => runner.ThenAsync(text, docString, table, source.Keyword),
            _ => runner.AndAsync(text, docString, table, source.Keyword),
        };
    }

    private static ScenarioInfo InfoOf(FeatureSource feature, Pickle pickle)
    {
        var scenario = feature.ScenarioOf(pickle);
        string[] own = [.. scenario.Tags.Concat(feature.RowOf(pickle)?.Examples.Tags ?? []).Select(NameOf)];
        string[] inherited = [.. feature.Feature.Tags.Concat(feature.RuleOf(pickle)?.Tags ?? []).Select(NameOf)];
        return new ScenarioInfo(pickle.Name, scenario.Description, own, ArgumentsOf(feature, pickle), inherited, $"{feature.IndexOf(pickle)}");
    }

    private static RuleInfo? RuleOf(FeatureSource feature, Pickle pickle) =>
        feature.RuleOf(pickle) is { } rule ? new RuleInfo(rule.Name, rule.Description, [.. rule.Tags.Select(NameOf)]) : null;

    private static OrderedDictionary ArgumentsOf(FeatureSource feature, Pickle pickle)
    {
        var arguments = new OrderedDictionary();
        if (feature.RowOf(pickle) is not { } of) return arguments;
        foreach (var (name, value) in of.Examples.TableHeader.Cells.Zip(of.Row.Cells)) arguments.Add(name.Value, value.Value);
        return arguments;
    }

    private static Table? TableOf(PickleTable? table)
    {
        if (table is null) return null;
        List<string[]> rows = [.. table.Rows.Select(row => row.Cells.Select(cell => cell.Value).ToArray())];
        var made = new Table(rows[0]);
        foreach (var row in rows.Skip(1)) made.AddRow(row);
        return made;
    }

    private static string NameOf(Tag tag) => tag.Name[1..];
}
