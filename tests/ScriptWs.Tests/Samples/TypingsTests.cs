namespace ScriptWs.Tests.Samples;

/// <summary>The sample scripts under the TypeScript compiler, with the types that an editor completes from.</summary>
public sealed class TypingsTests
{
    [Fact]
    public async Task SampleScripts_CheckedStrictly_HaveNoTypeErrors()
    {
        var (exitCode, output) = await Check(Repository.PathOf("scripts"));

        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("scripts/public", "page.js")]
    [InlineData("src/ScriptWs.Http/Admin/Page", "admin.js")]
    public async Task Page_CheckedStrictly_HasNoTypeErrors(string folder, string script)
    {
        var (exitCode, output) = await NodeTools.RunTypeScriptAsync(
            Repository.PathOf(folder), script, "--checkJs", "--strict", "--noEmit", "--target", "ES2023", "--module", "ES2022", "--types", "", "--pretty", "false");

        Assert.Equal("", output);
        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("connection.sendd(text);", "Property 'sendd' does not exist on type 'Connection<any>'. Did you mean 'send'?")]
    [InlineData("connection.id = text;", "Cannot assign to 'id' because it is a read-only property.")]
    [InlineData("connection.close(text);", "Argument of type 'string' is not assignable to parameter of type 'number'.")]
    [InlineData("server.broadcast(text, { expect: [] });", "'expect' does not exist in type 'BroadcastOptions'.")]
    [InlineData("document.title = text;", "Cannot find name 'document'.")]
    [InlineData("process.exit();", "Cannot find name 'process'.")]
    public async Task Script_WithAMistake_IsToldSo(string statement, string expected)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "jsconfig.json", "scriptws.d.ts" })
            File.Copy(Repository.PathOf("scripts/" + name), Path.Combine(folder.Path, name));
        File.WriteAllText(Path.Combine(folder.Path, "mistake.js"),
            $$"""
            /** @type {ScriptWs.OnMessage} */
            export function onMessage(connection, text) { {{statement}} }
            """);

        var (exitCode, output) = await Check(folder.Path);

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.NotEqual(0, exitCode);
    }

    private static Task<(int ExitCode, string Output)> Check(string folder) =>
        NodeTools.RunTypeScriptAsync(folder, "--project", "jsconfig.json", "--pretty", "false");
}
