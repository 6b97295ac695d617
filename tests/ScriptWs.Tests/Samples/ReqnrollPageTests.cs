using System.Text.Json;
using System.Text.RegularExpressions;
using Io.Cucumber.Messages.Types;
using ScriptWs.Tests.ReqnrollPlugin;

namespace ScriptWs.Tests.Samples;

/// <summary>The blocks of docs/reqnroll.md, run, compiled or read.</summary>
public sealed partial class ReqnrollPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs/reqnroll.md"));

    [Fact]
    public async Task Feature_OfThePage_PassesInBothEngines()
    {
        var (reqnroll, ours) = await BothEngines.RunAsync(Assert.Single(Blocks("gherkin")));

        Assert.Equal(TestStepResultStatus.PASSED, Assert.Single(reqnroll).Value);
        Assert.Equal(TestStepResultStatus.PASSED, Assert.Single(ours).Value);
    }

    [Fact]
    public void Configuration_OfThePage_NamesTheFormatter()
    {
        using var settings = JsonDocument.Parse(Assert.Single(Blocks("json")));

        Assert.Equal("scriptws", Assert.Single(settings.RootElement.GetProperty("formatters").EnumerateObject()).Name);
    }

    [Fact]
    public void Versions_OfThePage_AreThoseThatAreUsed()
    {
        var versions = File.ReadAllText(Repository.PathOf("Directory.Packages.props"));
        var reference = PackageReference().Matches(Assert.Single(Blocks("xml"), block => block.Contains("<Project", StringComparison.Ordinal))).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

        Assert.Contains($"\"Reqnroll\" Version=\"[{reference["Reqnroll.xunit.v3"]}]\"", versions, StringComparison.Ordinal);
        Assert.Contains($"\"xunit.v3.mtp-v2\" Version=\"{reference["xunit.v3.mtp-v2"]}\"", versions, StringComparison.Ordinal);
        Assert.Contains($"<Version>{reference["ScriptWs.Reqnroll"]}</Version>", File.ReadAllText(Repository.PathOf("Directory.Build.props")), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Blocks(string language) =>
        Block().Matches(Page).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("<PackageReference Include=\"([^\"]*)\" Version=\"([^\"]*)\"")]
    private static partial Regex PackageReference();
}
