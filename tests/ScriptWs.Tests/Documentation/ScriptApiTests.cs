namespace ScriptWs.Tests.Documentation;

/// <summary>docs/script-api.md and what scripts/scriptws.d.ts declares.</summary>
public sealed class ScriptApiTests
{
    private static readonly string File = Repository.PathOf("docs/script-api.md");

    [Fact]
    public void ScriptApiPage_Always_IsMadeFromTheTypings()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") System.IO.File.WriteAllText(File, ScriptApi.Text());

        var page = System.IO.File.ReadAllText(File).ReplaceLineEndings("\n");

        Assert.True(page == ScriptApi.Text(), "docs/script-api.md is out of date; run this test with UPDATE_DOCS=1.");
    }

    [Theory]
    [InlineData("Connection", "subscribe(topic: string): boolean")]
    [InlineData("Server", "broadcast(data: Message, options?: BroadcastOptions): number")]
    [InlineData("Crypto", "randomUUID(): string")]
    [InlineData("OnMessage", "onMessage")]
    public void ScriptApiPage_Always_ContainsTheType(string type, string member)
    {
        var section = ScriptApi.Text().Split("\n### ").Single(text => text.StartsWith($"{type}\n", StringComparison.Ordinal));

        Assert.Contains(member, section, StringComparison.OrdinalIgnoreCase);
    }
}
