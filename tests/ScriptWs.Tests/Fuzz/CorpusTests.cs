using ScriptWs.Fuzz;

namespace ScriptWs.Tests.Fuzz;

/// <summary>What fuzzing has found, and some new inputs of each kind with seeds that are always the same.</summary>
public sealed class CorpusTests
{
    private const int Seed = 20261130;
    private const int NewInputs = 50;

    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Corpus_OfATarget_Holds(string name)
    {
        using var output = new StringWriter();
        var found = Path.Combine(Path.GetTempPath(), "scriptws-fuzz");
        var options = FuzzOptions.Parse(["--seed", $"{Seed}", "--count", $"{NewInputs}", "--found", found]);
        var run = new FuzzRun(options, name, output, isAlone: false);

        await run.RunAsync(seconds: 600);

        Assert.True(run.Failures == 0, output.ToString());
        Assert.True(run.Tried >= NewInputs + Corpus.FilesOf(name).Count);
        Assert.NotEmpty(Corpus.FilesOf(name));
    }
}
