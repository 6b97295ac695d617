using System.Text.Json;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws check --json</c>: one object on stdout, whatever is wrong.</summary>
public sealed class CheckJsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_OfAGoodServer_ListsWhatItServes()
    {
        _folder.Write("echo.js", "export function onMessage() {}");
        _folder.Write("server.json", """
            { "listen": [{ "address": "::1", "port": 0 }], "authentication": { "enabled": true },
              "endpoints": [{ "path": "/", "script": "echo.js" }, { "path": "/all", "script": "echo.js", "dispatch": "parallel", "authentication": false }] }
            """);

        var (exitCode, report) = await CheckAsync(_folder.Path);

        Assert.Equal((0, true), (exitCode, report.GetProperty("ok").GetBoolean()));
        Assert.Equal(Path.Combine(_folder.Path, "server.json"), report.GetProperty("target").GetString());
        Assert.Equal("""[{"address":"::1","port":0,"tls":false}]""", Compact(report, "listen"));
        Assert.Equal("""[{"path":"/","script":"echo.js","dispatch":"serial"},{"path":"/all","script":"echo.js","dispatch":"parallel"}]""", Compact(report, "endpoints"));
        Assert.Equal("[]", Compact(report, "problems"));
        Assert.StartsWith("endpoint /: authentication is required", Assert.Single(report.GetProperty("warnings").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n \"lisen\": 1 }", "server.json", 2)]
    [InlineData("{ \"endpoints\": [{ \"script\": \"bad.js\" }] }", "bad.js", 3)]
    public async Task Check_OfAWrongServer_TellsEachProblemWithItsPlace(string configuration, string file, int line)
    {
        _folder.Write("bad.js", "let a;\n\nlet a;");
        _folder.Write("server.json", configuration);

        var (exitCode, report) = await CheckAsync(_folder.Path);

        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal((file, line), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32()));
        Assert.StartsWith(file, problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((2, false), (exitCode, report.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public async Task Check_OfNothing_IsAnObjectToo()
    {
        var (exitCode, report) = await CheckAsync(_folder.Path);

        Assert.StartsWith("there is no server.json", Assert.Single(report.GetProperty("problems").EnumerateArray()).GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    private static string Compact(JsonElement report, string name) => JsonSerializer.Serialize(report.GetProperty(name));

    private static async Task<(int ExitCode, JsonElement Report)> CheckAsync(string target)
    {
        var (exitCode, output, errors) = await CliRun.RunAsync("check", target, "--json");
        Assert.Equal("", errors);
        return (exitCode, JsonDocument.Parse(output).RootElement);
    }
}
