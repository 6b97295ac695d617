using ScriptWs.Cli;

namespace ScriptWs.Tests.Cli;

/// <summary>What the argument of <c>run</c>, <c>check</c> and <c>restart</c> may name.</summary>
public sealed class RunTargetTests : IDisposable
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mine")]
    [InlineData("mine/")]
    [InlineData("mine/server.json")]
    [InlineData("hello.js")]
    [InlineData("module.mjs")]
    public async Task Run_OfAConfigurationAFolderOrAScript_Serves(string named)
    {
        WriteAll();
        await using var run = CliRun.Start("run", At(named), "--listen", "0");

        var address = new Uri((await run.NextLineAsync())["listening on ".Length..]);
        using var client = await DotNetClient.ConnectAsync(address);
        await client.SendAsync("hello");

        Assert.Equal("hello", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("hello.js")]
    public async Task Check_OfAFolderOrAScript_ChecksIt(string named)
    {
        WriteAll();

        var (exitCode, output, errors) = await CliRun.RunAsync("check", At(named));

        Assert.StartsWith($"{At(named)}", output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Theory]
    [InlineData("empty", "there is no server.json in {folder}/empty; name one, serve a script with \"scriptws run SCRIPT.js\", or make a server with \"scriptws new DIRECTORY\".")]
    [InlineData("one", "there is no server.json in {folder}/one; did you mean \"scriptws run {folder}/one/only.js\"?")]
    [InlineData("", "there is no server.json in {folder}; name what to run: {folder}/mine, {folder}/hello.js, {folder}/module.mjs.")]
    [InlineData("many", "there is no server.json in {folder}/many; name what to run: {folder}/many/0.js, {folder}/many/1.js, {folder}/many/2.js, {folder}/many/3.js, {folder}/many/4.js \u2026.")]
    [InlineData("mine/features", "there is no server.json in {folder}/mine/features; did you mean \"scriptws run {mine}\"?")]
    [InlineData("helo.js", "{folder}/helo.js: there is no such file; did you mean \"{folder}/hello.js\"?")]
    [InlineData("nowhere/at-all.js", "{folder}/nowhere/at-all.js: there is no such file.")]
    [InlineData("other.json", "{folder}/other.json: there is no such file; \"scriptws new DIRECTORY\" makes one.")]
    public async Task Run_OfNothing_NamesWhatThereIs(string named, string error)
    {
        WriteAll();

        var (exitCode, _, errors) = await CliRun.RunAsync("run", At(named));

        Assert.Equal($"scriptws: {error.Replace("{folder}", _folder.Path, StringComparison.Ordinal).Replace("{mine}", Path.GetRelativePath(".", At("mine")), StringComparison.Ordinal)}\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Check_OfNothing_AdvisesItsOwnCommand()
    {
        WriteAll();

        var (_, _, errors) = await CliRun.RunAsync("check", At("one"));

        Assert.Equal($"scriptws: there is no server.json in {At("one")}; did you mean \"scriptws check {At("one/only.js")}\"?\n", errors);
    }

    [Fact]
    public async Task Check_OfAnEndpointWithoutAScript_IsWrongAsRunIs()
    {
        _folder.Write("server.json", "{}");

        var (exitCode, _, errors) = await CliRun.RunAsync("check", _folder.Path);

        Assert.Equal("scriptws: endpoint /: there is no script; set endpoints[0].script.\n", errors);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Run_OfTwoScripts_IsRefused()
    {
        WriteAll();

        var (exitCode, _, errors) = await CliRun.RunAsync("run", At("hello.js"), "--script", At("module.mjs"));

        Assert.Equal($"scriptws: {At("hello.js")} and --script {At("module.mjs")} are two scripts; name one.\n", errors);
        Assert.Equal(2, exitCode);
    }

    private string At(string named) => Path.Combine(_folder.Path, named);

    private void WriteAll()
    {
        foreach (var below in new[] { "mine", "mine/features", "empty", "one", "many" }) Directory.CreateDirectory(At(below));
        _folder.Write("hello.js", Echo);
        _folder.Write("module.mjs", Echo);
        _folder.Write("mine/echo.js", Echo);
        _folder.Write("mine/server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "script": "echo.js" }] }""");
        _folder.Write("one/only.js", Echo);
        for (var i = 0; i < 7; i++) _folder.Write($"many/{i}.js", Echo);
    }
}
