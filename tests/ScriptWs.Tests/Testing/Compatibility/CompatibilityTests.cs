using ScriptWs.Testing;

namespace ScriptWs.Tests.Testing.Compatibility;

/// <summary>The runner against Cucumber's compatibility kit: each sample gives the messages of its golden file.</summary>
public sealed class CompatibilityTests(CompatibilityKit kit) : IClassFixture<CompatibilityKit>
{
    /// <summary>Samples that give other messages, each for a reason that stands.</summary>
    private static readonly Dictionary<string, string> Different = new()
    {
        ["retry"] = "a scenario that failed is never retried: a test that fails without reason is a fault to find",
    };

    public static TheoryData<string> Samples { get; } =
    [
        "all-statuses", "ambiguous", "attachments", "backgrounds", "cdata", "data-tables", "doc-strings", "empty", "examples-tables",
        "examples-tables-attachment", "examples-tables-undefined", "examples-tables-undefined-multiple", "failedish-combinations", "global-hooks",
        "global-hooks-afterall-error", "global-hooks-attachments", "global-hooks-beforeall-error", "hooks", "hooks-attachment", "hooks-conditional",
        "hooks-named", "hooks-skipped", "hooks-undefined", "markdown", "minimal", "multiple-features", "multiple-features-reversed", "parameter-types",
        "pending", "pending-exception", "regular-expression", "retry", "retry-ambiguous", "retry-pending", "retry-undefined", "rules",
        "rules-backgrounds", "skipped", "skipped-exception", "skipped-failing-hook", "stack-traces", "test-run-exception", "undefined",
        "undefined-multiple", "unknown-parameter-type", "unused-steps",
    ];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_Run_GivesTheGoldenMessages(string sample)
    {
        Assert.SkipUnless(CompatibilityKit.Folder is not null, "@cucumber/compatibility-kit is not installed; run npm ci in tests/ScriptWs.Tests.");
        var golden = GoldenMessages.Normalize(await File.ReadAllLinesAsync(Path.Combine(kit.Copy, "samples", sample, $"{sample}.ndjson"), TestContext.Current.CancellationToken));

        var messages = GoldenMessages.Normalize(await RunAsync(sample, kit.Copy));

        if (Different.TryGetValue(sample, out var reason)) Assert.False(golden.SequenceEqual(messages), $"{sample} is the same now, though {reason}");
        else Assert.Equal(string.Join('\n', golden), string.Join('\n', messages));
    }

    [Fact]
    public void EverySample_OfTheKit_IsRun()
    {
        Assert.SkipUnless(CompatibilityKit.Folder is not null, "@cucumber/compatibility-kit is not installed; run npm ci in tests/ScriptWs.Tests.");

        var samples = Directory.EnumerateDirectories(CompatibilityKit.Folder!).Select(path => Path.GetFileName(path)!).Order();

        Assert.Equal(samples, Samples.Select(row => row.Data).Order());
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string sample, string folder)
    {
        var arguments = Path.Combine(folder, "samples", sample, $"{sample}.arguments.txt");
        var given = File.Exists(arguments) ? await File.ReadAllTextAsync(arguments, TestContext.Current.CancellationToken) : "";
        var steps = Path.Combine(folder, "samples", sample, $"{sample}.js");
        var options = new FeatureRunOptions
        {
            Features = [$"samples/{sample}"],
            Folder = folder,
            StepFiles = File.Exists(steps) ? [steps] : [],
            BuiltInSteps = false,
            Parallel = 1,
            Order = given.Contains("--order reverse", StringComparison.Ordinal) ? ScenarioOrder.Reverse : ScenarioOrder.Defined,
            BeforeScenarios = given.Contains("--error", StringComparison.Ordinal) ? () => throw new KitException() : null,
        };
        var output = new StringWriter();
        using var messages = new MessagesFormat(output);
        using var run = FeatureRun.Load(options, messages);
        await run.RunAsync(TestContext.Current.CancellationToken);
        return output.ToString().Split('\n');
    }

    private sealed class KitException() : Exception("Whoops!");
}
