using System.Text;
using System.Text.Json;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

/// <summary>The excerpt of a failure leads to the source that was written, and a hostile map leads nowhere.</summary>
public sealed class SourceMapTests : IDisposable
{
    private const string Message = "lib/chat.js:2:5: TypeError: no.";
    private const string Original = "type A = 1;\nconst x = 2;\n\n    boom(x);\n";
    private readonly TemporaryFolder _folder = new();

    public SourceMapTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "lib"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "src"));
    }

    /// <summary>Line 2, column 5 of the script is line 4, column 5 of the source.</summary>
    private static string Mappings { get; } = $"{Vlq(0, 0, 0, 0)};{Vlq(0, 0, 1, 0)},{Vlq(4, 0, 2, 4)},{Vlq(4, 0, 0, 4)}";

    public static TheoryData<string> Hostile() =>
    [
        "", "{", "[]", "null", "{}", """{"version":3}""", """{"version":2,"sources":["a"],"mappings":"AAAA"}""", """{"version":"3","sources":"a","mappings":5}""",
        Map(mappings: ";!!!!"), Map(mappings: ";gggggggggggggg"), Map(mappings: ";A,A,A"), Map(mappings: ";AAAAAAAAAAAA"), Map(mappings: $";{Vlq(0, 7, 0, 0)}"),
        Map(mappings: $";{Vlq(0, -1, 0, 0)}"), Map(mappings: $";{Vlq(0, 0, -5, 0)}"), Map(mappings: $";{Vlq(0, 0, 1_000_000_000, 0)}"), Map(source: "../../../../etc/passwd"), Map(source: "/etc/passwd"),
        Map(source: "file:///etc/passwd"), Map(source: "..\\..\\x"), Map(source: "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd"), Map(source: "link.ts"), Map(source: ""),
        $$"""{"version":3,"sources":[5],"sourcesContent":[5],"mappings":"{{Mappings}}"}""", new string('[', 100_000), $$"""{"version":3,"sources":{{new string('[', 500)}}{{new string(']', 500)}},"mappings":""}""",
    ];

    [Fact]
    public void Map_Inline_LeadsToTheOriginal()
    {
        Script($"data:application/json;charset=utf-8;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(Map(content: Original)))}");

        Assert.Equal(["  ../src/chat.ts:4:5", "      2 │ const x = 2;", "      3 │ ", ">     4 │     boom(x);", "        │     ^"], SourceExcerpt.Of(Message, _folder.Path));
    }

    [Theory]
    [InlineData("chat.js.map")]
    [InlineData("./chat.js.map?v=1")]
    [InlineData("../lib/chat.js.map")]
    public void Map_BesideTheScript_LeadsToTheOriginal(string url)
    {
        Script(url);
        _folder.Write("lib/chat.js.map", Map());
        _folder.Write("src/chat.ts", Original);

        Assert.Equal("  ../src/chat.ts:4:5", SourceExcerpt.Of(Message, _folder.Path)[0]);
    }

    [Fact]
    public void Map_WithControlCharacters_ShowsNone()
    {
        Script($"data:application/json,{Uri.EscapeDataString(Map(source: "a\e[31m\u202e.ts", content: "\n\n\n    \e[2J\u202e\n"))}");

        Assert.DoesNotContain(SourceExcerpt.Of(Message, _folder.Path), line => line.Contains('\e') || line.Contains('\u202e'));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Map_ThatIsHostile_IsNotFollowed(string map)
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "lib/link.ts"), "/etc/passwd");
        Script("chat.js.map");
        _folder.Write("lib/chat.js.map", map);

        Assert.Equal(["      1 │ const x=2;", ">     2 │     boom(x);", "        │     ^"], SourceExcerpt.Of(Message, _folder.Path));
    }

    [Theory]
    [InlineData("../../outside.map")]
    [InlineData("/etc/passwd")]
    [InlineData("https://example.org/x.map")]
    [InlineData("data:application/json;base64,!!!")]
    [InlineData("data:text/plain,hello")]
    [InlineData("none.map")]
    [InlineData(".")]
    public void MapUrl_ThatLeadsElsewhere_IsNotFollowed(string url)
    {
        Script(url);

        Assert.Equal(">     2 │     boom(x);", SourceExcerpt.Of(Message, _folder.Path)[1]);
    }

    [Fact]
    public void Map_OverTheBound_IsNotFollowed()
    {
        Script("chat.js.map");
        _folder.Write("lib/chat.js.map", Map(content: new string('\n', 17 << 20)));

        Assert.Equal(">     2 │     boom(x);", SourceExcerpt.Of(Message, _folder.Path)[1]);
    }

    public void Dispose() => _folder.Dispose();

    private void Script(string url) => _folder.Write("lib/chat.js", $"const x=2;\n    boom(x);\n//# sourceMappingURL={url}\n");

    private static string Map(string source = "../src/chat.ts", string? content = null, string? mappings = null) => JsonSerializer.Serialize(new Dictionary<string, object?>
    {
        ["version"] = 3,
        ["sources"] = new[] { source },
        ["sourcesContent"] = content is null ? null : new[] { content },
        ["mappings"] = mappings ?? Mappings,
    });

    private static string Vlq(params int[] numbers)
    {
        var text = new StringBuilder();
        foreach (var number in numbers)
        {
            for (var rest = number < 0 ? (-(long)number << 1) | 1 : (long)number << 1; ; rest >>= 5)
            {
                var more = rest >= 32;
                text.Append("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[(int)(rest & 31) | (more ? 32 : 0)]);
                if (!more) break;
            }
        }

        return text.ToString();
    }
}
