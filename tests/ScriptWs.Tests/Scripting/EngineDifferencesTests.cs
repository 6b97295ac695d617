using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Scripting;

/// <summary>The table in docs/engine-differences.md is true: of this engine, and of others. A row that fails here because the engine was mended leaves the table.</summary>
public sealed partial class EngineDifferencesTests
{
    private const string Page = "docs/engine-differences.md";

    public static TheoryData<string, string, string> Rows() =>
    [
        .. File.ReadLines(Repository.PathOf(Page)).Select(line => Row().Match(line)).Where(row => row.Success)
            .Select(row => (row.Groups["code"].Value, row.Groups["others"].Value, row.Groups["here"].Value)),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Difference_InNodeAndHere_IsAsThePageHasIt(string code, string others, string here)
    {
        var body = $"log(await (async () => {{ {code} }})());";

        Assert.Equal(here, SnippetRun.Here(body));
        Assert.Equal(others, await SnippetRun.InNodeAsync(body));
    }

    [Fact]
    public void Page_Always_HasRows() => Assert.True(Rows().Count >= 3);

    [GeneratedRegex(@"^\| `(?<code>.+)` \| `(?<others>.*)` \| `(?<here>.*)` \|$")]
    private static partial Regex Row();
}
