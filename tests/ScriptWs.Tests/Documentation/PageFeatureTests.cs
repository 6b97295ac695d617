using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Documentation;

/// <summary>The features of all pages pass, with the steps and scripts of the page.</summary>
public sealed partial class PageFeatureTests
{
    public static TheoryData<string> PagesWithFeatures =>
        [.. Page.WithCode.Where(page => page.Blocks.Any(block => block.Kind == "gherkin")).Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(PagesWithFeatures))]
    public async Task EveryFeature_OfThePage_Passes(string path)
    {
        using var folder = new TemporaryFolder();
        var page = Page.Of(path);
        Directory.CreateDirectory(Path.Combine(folder.Path, "features"));
        foreach (var (index, block) in page.Blocks.Index())
        {
            if (block is { Kind: "js", FileName: { } name }) folder.Write(name, block.Text);
            if (block.Kind == "gherkin") folder.Write($"features/{index}.feature", block.Text);
            if (block.Kind == "js steps") folder.Write($"features/{index}.js", block.Text);
        }

        var command = Path.Combine(AppContext.BaseDirectory, "ScriptWs.Cli.dll");
        var (exitCode, output) = await Tool.RunAsync("dotnet", ["exec", command, "test"], folder.Path);

        Assert.Equal((0, ""), (exitCode, exitCode == 0 ? "" : output));
        Assert.Matches(Summary(), output);
    }

    [GeneratedRegex(@"^(?<all>\d+|[Oo]ne) scenarios? \(\k<all> passed\)", RegexOptions.Multiline)]
    private static partial Regex Summary();
}
