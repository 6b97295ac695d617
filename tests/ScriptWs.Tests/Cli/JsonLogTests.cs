using System.Text.Json;

namespace ScriptWs.Tests.Cli;

/// <summary>What programs read of <c>--log-format json</c>: each line is an object, with fields for where and whose it was.</summary>
public sealed class JsonLogTests
{
    private const string Throws = """
        import { boom } from "./lib.js";
        export function onConnect(connection) { connection.send(connection.id); }
        export function onMessage(connection, text) {
          if (text === "say") console.warn("careful");
          else boom();
        }
        """;

    [Fact]
    public async Task Line_OfAFailedHandler_TellsConnectionAndPlaceInFields()
    {
        using var folder = new TemporaryFolder();
        folder.Write("main.js", Throws);
        folder.Write("lib.js", "export function boom() {\n  throw new TypeError('bad: a:1:2: b');\n}\n");
        folder.Write("server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "script": "main.js" }] }""");
        await using var run = CliRun.Start("run", Path.Combine(folder.Path, "server.json"), "--log-format", "json");
        using var client = await DotNetClient.ConnectAsync(new Uri((await run.NextLineAsync())["listening on ".Length..]));
        var id = await client.ReceiveTextAsync();

        await client.SendAsync("say");
        await client.SendAsync("fail");
        await client.ReceiveCloseAsync();
        run.Stop();
        await run.ExitCodeAsync();

        var lines = Lines(run.Errors);
        var warning = lines.Single(line => line.GetProperty("level").GetString() == "warning");
        var failure = lines.Single(line => line.GetProperty("level").GetString() == "error");
        Assert.Equal((id, "127.0.0.1", "/", "main.js", 4, 1), FieldsOf(warning));
        Assert.Equal((id, "127.0.0.1", "/", "lib.js", 2, 1), FieldsOf(failure));
        Assert.Equal("lib.js:2:9: TypeError: bad: a:1:2: b.", failure.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("{\n  \"lisen\": 1 }", "server.json", 2)]
    [InlineData("{ \"endpoints\": [{ \"script\": \"bad.js\" }], \"listen\": [{ \"port\": 0 }] }", "bad.js", 2)]
    public async Task Line_OfACommandThatFails_IsAnObjectWithThePlace(string configuration, string file, int line)
    {
        using var folder = new TemporaryFolder();
        folder.Write("bad.js", "let a;\nlet a;");
        folder.Write("server.json", configuration);

        var (exitCode, _, errors) = await CliRun.RunAsync("run", Path.Combine(folder.Path, "server.json"), "--log-format=json");

        var fatal = Lines(errors).Last();
        Assert.Equal(("critical", file, line), (fatal.GetProperty("level").GetString(), fatal.GetProperty("file").GetString(), fatal.GetProperty("line").GetInt32()));
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task Line_OfAWrongCommandLine_IsAnObjectToo()
    {
        var (_, _, errors) = await CliRun.RunAsync("run", "--log-format", "json", "--frobnicate");

        Assert.Equal("critical", Assert.Single(Lines(errors)).GetProperty("level").GetString());
    }

    private static (string? Connection, string? Address, string? Endpoint, string? File, int Line, int Generation) FieldsOf(JsonElement line) =>
        (line.GetProperty("connection").GetString(), line.GetProperty("address").GetString(), line.GetProperty("endpoint").GetString(),
            line.GetProperty("file").GetString(), line.GetProperty("line").GetInt32(), line.GetProperty("generation").GetInt32());

    private static List<JsonElement> Lines(string errors) =>
        [.. errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
