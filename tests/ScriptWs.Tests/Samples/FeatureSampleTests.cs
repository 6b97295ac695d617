using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Samples;

/// <summary>Features with steps in JavaScript, as their authors have them, run by the command.</summary>
public sealed partial class FeatureSampleTests
{
    [Fact]
    public async Task SampleFeatures_Run_Pass() => AllPassed(await RunAsync(Repository.Root, "scripts/features"));

    [Fact]
    public async Task TestingTypes_Declared_AreWhatStepsFind()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "features"));
        folder.Write("features/agreement.feature", "Feature: Agreement\n  Scenario: All\n    Given all that is declared\n");
        folder.Write("features/steps.js",
            $$"""
            import * as testing from "scriptws/testing";
            const names = (object) => Reflect.ownKeys(object).filter((name) => typeof name === "string" && name !== "constructor").sort();
            const has = (object, ...declared) => testing.assert.deepEqual(names(object), declared.sort());
            testing.Given("all that is declared", async function () {
              for (const name of [{{Quoted(StepTypings.Values())}}]) testing.assert(name in testing, `${name} is not exported`);
              for (const name of [{{Quoted(StepTypings.Globals())}}]) testing.assert(name in globalThis, `${name} is not there`);
              const client = await this.connect("anna");
              has(Object.getPrototypeOf(this), {{Quoted(StepTypings.Members("World").Except(["clock"]))}});
              has(this.clock, {{Quoted(StepTypings.Members("Clock"))}});
              has({ name: 1, ...Object.getOwnPropertyDescriptors(Object.getPrototypeOf(client)), constructor: 1 }, {{Quoted(StepTypings.Members("Client"))}});
              has(testing.DataTable.prototype, {{Quoted(StepTypings.Members("DataTable"))}});
              testing.assert.deepEqual(Object.keys(testing.assert).sort(), [{{Quoted(StepTypings.Members("assert"))}}].sort());
              testing.assert.deepEqual(names(this.pickle), [{{Quoted(StepTypings.Members("Pickle"))}}].sort());
            });
            """);

        AllPassed(await RunAsync(folder.Path));
    }

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

    private static void AllPassed((int ExitCode, string Output) run)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Output));
        Assert.Matches(Summary(), run.Output);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments) =>
        Tool.RunAsync("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll"), "test", .. arguments], folder);

    [GeneratedRegex(@"^(?<all>\d+|[Oo]ne) scenarios? \(\k<all> passed\)", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
