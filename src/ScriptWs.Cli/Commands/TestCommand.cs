using System.CommandLine;
using ScriptWs.Cli.Handover;
using ScriptWs.Testing;

namespace ScriptWs.Cli;

/// <summary><c>scriptws test</c>: runs features.</summary>
internal sealed class TestCommand
{
    private const string Reference = """
        Every scenario starts a server of its own on a free port, with clients and a clock of its own, so
        that scenarios run side by side and 40 seconds of silence take milliseconds. Nothing is retried.

        Steps come with scriptws (--list-steps shows them), and from your steps files in JavaScript: those
        that --steps names, otherwise all .js files beside the features. A steps file begins with
          import { Given, When, Then, assert, world } from 'scriptws/testing';

        Tags: "@chat and not (@slow or @wip)". Order: "random:42" repeats a random order.

        Examples:
          scriptws test                                       all scenarios under ./features
          scriptws test features/chat.feature:12              the scenario on line 12
          scriptws test --tags '@must' --format html:report.html
          scriptws test --url ws://127.0.0.1:8080/            a running server; steps that
                                                              need a server of their own are skipped

        Exit codes:
          0  all passed
          1  something failed, is undefined, ambiguous or pending, or a feature file cannot be parsed
          2  invalid command line, path or steps file
        """;

    private readonly Argument<string[]> _features = new("FEATURES")
    {
        Description = "Feature files, folders, or scenarios by their lines (chat.feature:12). [default: ./features]",
        HelpName = "FEATURES",
        Arity = new ArgumentArity(0, 1000),
    };

    private readonly Option<string?> _tags = new("--tags") { Description = "Run the scenarios that match this tag expression.", HelpName = "EXPRESSION" };

    private readonly Option<string[]> _steps = new("--steps")
    {
        Description = "Use the steps of this JavaScript file or .NET assembly; may be repeated. [default: the .js files beside the features]",
        HelpName = "FILE",
        Arity = new ArgumentArity(1, 1000),
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<Uri?> _url = new("--url") { Description = "Test this running server from outside.", HelpName = "URL", CustomParser = ConnectArguments.ParseUrl };

    private readonly Option<(string Kind, string? File)[]> _formats = new("--format")
    {
        Description = "The format of the results; may be repeated: pretty, html:FILE, messages:FILE (Cucumber Messages), junit:FILE. [default: pretty]",
        HelpName = "FORMAT",
        CustomParser = TestArguments.ParseFormats,
        Arity = new ArgumentArity(1, 100),
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _title = new("--title") { Description = "The title of the page of html:FILE. [default: Features]", HelpName = "TEXT" };

    private readonly Option<int?> _parallel = new("--parallel")
    {
        Description = "The maximum number of scenarios that run in parallel. [default: the number of processors]",
        HelpName = "NUMBER",
        CustomParser = TestArguments.ParseParallel,
    };

    private readonly Option<(ScenarioOrder Order, int? Seed)> _order = new("--order")
    {
        Description = "The order of the scenarios: defined, reverse, random or random:SEED. [default: defined]",
        HelpName = "ORDER",
        CustomParser = TestArguments.ParseOrder,
    };

    private readonly Option<bool> _failFast = new("--fail-fast") { Description = "Start no further scenario after a failure." };

    private readonly Option<bool> _listSteps = new("--list-steps") { Description = "Print the built-in steps and exit." };

    private TestCommand()
    {
    }

    public static Command Create(Streams streams, StopSignal stop)
    {
        var test = new TestCommand();
        test._formats.CompletionSources.Add("pretty", "html:", "messages:", "junit:");
        test._order.CompletionSources.Add("defined", "reverse", "random");
        var command = new ReferenceCommand("test", "Run features in Gherkin against scripts.", Reference)
        {
            test._features, test._tags, test._steps, test._url, test._formats, test._title, test._parallel, test._order, test._failFast, test._listSteps,
        };
        command.SetAction(result => test.RunAsync(result, streams, stop));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, Streams streams, StopSignal stop)
    {
        var options = OptionsOf(result);
        try
        {
            if (result.GetValue(_listSteps)) return List(options, streams);

            var formats = new TestFormats(result.GetValue(_formats) ?? [], result.GetValue(_title), streams);
            using (formats)
            {
                using var run = FeatureRun.Load(options, formats.Sinks);
                stop.Watch();
                var outcome = await run.RunAsync(stop.First);
                if (outcome.NotRun > 0) streams.Error.WriteLine($"scriptws: {outcome.NotRun} of {run.Scenarios.Count} scenarios were not run.");
                if (options.Order == ScenarioOrder.Random) streams.Error.WriteLine($"scriptws: --order random:{options.Seed} repeats this order.");
                return outcome.Success ? ExitCode.Fine : ExitCode.Failed;
            }
        }
        catch (FeatureRunException e)
        {
            throw new CommandException(e.Message, ExitCode.Mendable, e);
        }
    }

    private FeatureRunOptions OptionsOf(ParseResult result)
    {
        var order = result.GetValue(_order);
        var steps = result.GetValue(_steps) ?? [];
        var options = new FeatureRunOptions
        {
            Tags = result.GetValue(_tags) ?? "",
            StepFiles = steps.Any(step => !StepAssembly.IsOne(step)) ? [.. steps.Where(step => !StepAssembly.IsOne(step))] : null,
            StepAssemblies = [.. steps.Where(StepAssembly.IsOne).Select(StepAssembly.Load)],
            Url = result.GetValue(_url),
            Parallel = result.GetValue(_parallel) ?? Environment.ProcessorCount,
            FailFast = result.GetValue(_failFast),
            Order = order.Order,
        };
        if (order.Seed is { } seed) options = options with { Seed = seed };
        return result.GetValue(_features) is { Length: > 0 } features ? options with { Features = features } : options;
    }

    private static int List(FeatureRunOptions options, Streams streams)
    {
        foreach (var group in FeatureRun.ListSteps(options).GroupBy(step => step.Group))
        {
            streams.Out.WriteLine(group.Key);
            foreach (var step in group) streams.Out.WriteLine($"  {step.Keyword} {step.Text}");
            streams.Out.WriteLine();
        }

        if (FeatureRun.ListParameters(options) is not { Count: > 0 } parameters) return ExitCode.Fine;
        streams.Out.WriteLine("Where a step has");
        foreach (var parameter in parameters) streams.Out.WriteLine($"  {{{parameter.Name}}}: {parameter.Examples}");
        streams.Out.WriteLine();
        return ExitCode.Fine;
    }
}
