using System.Text.RegularExpressions;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Samples;

/// <summary>The programs under src/samples, run as they are.</summary>
public sealed partial class SampleProgramTests
{
    private const int MaxLines = 40;

    [Fact]
    public async Task Console_TypedInto_TellsEveryClient()
    {
        await using var program = ServingProcess.StartProgram(BuiltOf("Console"), "0");
        using var anna = await DotNetClient.ConnectAsync(await program.AddressAsync());
        Assert.Equal("There are 1 of us.", await anna.ReceiveTextAsync());

        await anna.SendAsync("hello");
        Assert.Equal("You said hello.", await anna.ReceiveTextAsync());
        await program.LineAsync("127.0.0.1 says hello");
        await program.TypeAsync("dinner is ready");

        Assert.Equal("dinner is ready", await anna.ReceiveTextAsync());
    }

    [Fact]
    public async Task Worker_WhileItRuns_TellsTheTime()
    {
        await using var program = ServingProcess.StartProgram(BuiltOf("Worker"), "--ScriptWs:Listen:0:Port", "0");
        using var anna = await DotNetClient.ConnectAsync(AddressIn(await program.LineAsync("ws://127.0.0.1:")));
        Assert.Equal("The time follows, once a second.", await anna.ReceiveTextAsync());

        Assert.Matches("^[0-9]{2}:[0-9]{2}:[0-9]{2}$", await anna.ReceiveTextAsync());
        Assert.Equal(0, await program.EndAsync());
    }

    [Fact]
    public async Task Web_PostedTo_TellsItsWebSockets()
    {
        await using var program = ServingProcess.StartProgram(BuiltOf("Web"), "--urls", "http://127.0.0.1:0");
        var site = AddressIn(await program.LineAsync("http://127.0.0.1:"));
        using var anna = await DotNetClient.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/ws" }.Uri);
        Assert.Equal("News will follow.", await anna.ReceiveTextAsync());

        using var http = new HttpClient();
        using var answer = await http.PostAsync(new Uri(site, "/news"), new StringContent("rain tomorrow"), TestContext.Current.CancellationToken);

        Assert.Equal("told 1\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("rain tomorrow", await anna.ReceiveTextAsync());
    }

    [Fact]
    public void SampleProgram_Always_HasFewerThan40Lines() => Assert.All(
        Repository.Files("src/samples", "*.cs"),
        file => Assert.InRange(File.ReadLines(Repository.PathOf(file)).Count(), 1, MaxLines - 1));

    /// <summary>The sample's assembly, built as these tests were.</summary>
    private static string BuiltOf(string sample)
    {
        var output = Path.GetRelativePath(Repository.PathOf("tests/ScriptWs.Tests"), AppContext.BaseDirectory);
        return Path.Combine(Repository.PathOf($"src/samples/{sample}"), output, $"ScriptWs.Samples.{sample}.dll");
    }

    private static Uri AddressIn(string line) => new(Address().Match(line).Value);

    [GeneratedRegex("(ws|http)://127\\.0\\.0\\.1:[0-9]+")]
    private static partial Regex Address();
}
