using System.Reflection;
using Io.Cucumber.Messages.Types;
using ScriptWs.Testing;

namespace ScriptWs.Tests.ReqnrollPlugin;

/// <summary>One feature, run by Reqnroll and by the engine of <c>scriptws test</c>.</summary>
internal static class BothEngines
{
    /// <returns>The status of each scenario's worst step, by the scenario's name, as both reported it.</returns>
    public static Task<(Dictionary<string, TestStepResultStatus> Reqnroll, Dictionary<string, TestStepResultStatus> Ours)> RunAsync(string feature, params Assembly[] steps) =>
        RunAsync("features", [], feature, steps);

    /// <inheritdoc cref="RunAsync(string, Assembly[])"/>
    /// <param name="folder">The folder of the feature.</param>
    /// <param name="stepFile">A file with steps in JavaScript, which the assembly of the tests names.</param>
    /// <param name="feature">The feature.</param>
    public static Task<(Dictionary<string, TestStepResultStatus> Reqnroll, Dictionary<string, TestStepResultStatus> Ours)> RunInAsync(string folder, string stepFile, string feature) =>
        RunAsync(folder, [Path.Combine(AppContext.BaseDirectory, stepFile)], feature, []);

    private static async Task<(Dictionary<string, TestStepResultStatus> Reqnroll, Dictionary<string, TestStepResultStatus> Ours)> RunAsync(
        string folder, string[] stepFiles, string feature, Assembly[] steps)
    {
        var run = await ReqnrollRun.BeginAsync(steps);
        await run.RunAsync(feature, $"{folder}/some.feature");
        await run.DisposeAsync();
        return (StatusesOf(run.Messages), StatusesOf(await OursAsync(stepFiles, feature, steps)));
    }

    private static async Task<IReadOnlyList<Envelope>> OursAsync(string[] stepFiles, string feature, Assembly[] steps)
    {
        using var folder = new TemporaryFolder();
        folder.Write("some.feature", feature);
        foreach (var file in stepFiles) File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var kept = new Sink();
        using var run = FeatureRun.Load(new FeatureRunOptions { Folder = folder.Path, Features = ["some.feature"], StepFiles = [.. stepFiles.Select(Path.GetFileName).OfType<string>()], StepAssemblies = [typeof(BothEngines).Assembly, .. steps] }, kept);
        await run.RunAsync(TestContext.Current.CancellationToken);
        return kept.Messages;
    }

    private static Dictionary<string, TestStepResultStatus> StatusesOf(IReadOnlyList<Envelope> messages)
    {
        var names = messages.Where(message => message.Pickle is not null).ToDictionary(message => message.Pickle.Id, message => message.Pickle.Name);
        var cases = messages.Where(message => message.TestCase is not null).ToDictionary(message => message.TestCase.Id, message => names[message.TestCase.PickleId]);
        var started = messages.Where(message => message.TestCaseStarted is not null).ToDictionary(message => message.TestCaseStarted.Id, message => cases[message.TestCaseStarted.TestCaseId]);
        return messages.Where(message => message.TestStepFinished is not null)
            .GroupBy(message => started[message.TestStepFinished.TestCaseStartedId], message => message.TestStepFinished.TestStepResult.Status)
            .ToDictionary(group => group.Key, group => group.FirstOrDefault(status => status != TestStepResultStatus.PASSED, TestStepResultStatus.PASSED));
    }

    private sealed class Sink : IMessageSink
    {
        public List<Envelope> Messages { get; } = [];

        public void Publish(Envelope envelope) => Messages.Add(envelope);
    }
}
