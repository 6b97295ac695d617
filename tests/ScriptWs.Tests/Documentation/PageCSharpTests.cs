namespace ScriptWs.Tests.Documentation;

/// <summary>The C# of all pages is part of a file that is compiled.</summary>
public sealed class PageCSharpTests
{
    private static readonly string[] Compiled =
    [
        .. Repository.Files("tests/ScriptWs.Tests/Samples", "*Sample.cs"),
        "tests/ScriptWs.Features/Setup.cs",
        "src/samples/Features/GreeterSteps.cs",
        "src/samples/Tests/ClockTests.cs",
    ];

    [Fact]
    public void EveryCSharp_OfEveryPage_IsCompiled()
    {
        var compiled = string.Concat(Compiled.Select(file => Lines(File.ReadAllText(Repository.PathOf(file)))));

        var blocks = Page.WithCode.SelectMany(page => page.Blocks).Where(block => block.Kind == "csharp").ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Lines(block.Text), compiled, StringComparison.Ordinal));
    }

    private static string Lines(string code) => string.Concat(code.TrimEnd().Split('\n').Select(line => line.Trim() + "\n"));
}
