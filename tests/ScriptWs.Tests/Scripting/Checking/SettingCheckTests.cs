using System.Text.Json;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Scripting.Checking;

/// <summary>Settings that a script reads, or that its types declare, and that are missing.</summary>
public sealed class SettingCheckTests : IDisposable
{
    private const string Secret = "c0rrect-h0rse";
    private const string Add =
        "add \"{0}\" to \"settings\" of server.json: its value, or null where an environment variable provides it.";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("server.settings.token;", "main.js:1:1: server.settings.token is not set; " + Add, "token")]
    [InlineData("server.settings['token'].length;", "main.js:1:1: server.settings.token is not set; " + Add, "token")]
    [InlineData("const { apiKey, token } = server.settings;", "main.js:1:17: server.settings.token is not set; " + Add, "token")]
    [InlineData("const { settings: s } = server; s.smtp.user;", "main.js:1:33: server.settings.smtp.user is not set; " + Add, "smtp.user")]
    [InlineData("const { smtp: { user } } = server.settings;", "main.js:1:17: server.settings.smtp.user is not set; " + Add, "smtp.user")]
    [InlineData("const s = server.settings;\nfetch(s.queue.address);", "main.js:2:7: server.settings.queue is not set; " + Add, "queue")]
    [InlineData("server.settings.apiKye;", "main.js:1:1: server.settings.apiKye is not set; did you mean \"apiKey\"?", "")]
    public void Setting_ThatIsRead_MustBeThere(string source, string warning, string name) =>
        Assert.Equal(string.Format(null, warning, name), Assert.Single(Warnings(source)));

    [Theory]
    [InlineData("server.settings.apiKey.length; server.settings.smtp.host; server.settings.hosts.map(x => x);")]
    [InlineData("server.settings.room ?? 'lobby';")]
    [InlineData("const { room = 'lobby' } = server.settings;")]
    [InlineData("if (server.settings.room) console.log(server.settings.room.name);")]
    [InlineData("server.settings.queue?.address;")]
    [InlineData("'room' in server.settings && server.settings.room;")]
    [InlineData("typeof server.settings.room === 'string';")]
    [InlineData("server.settings[Math.random()]; server.settings.hasOwnProperty('a'); Object.keys(server.settings);")]
    [InlineData("function f(server) { return server.settings.token; }")]
    [InlineData(
        "/** @type {{ apiKey: string, retries: number, room?: string, hosts: string[], smtp: { host: string } }} */\n"
        + "const s = server.settings;")]
    public void Setting_ThatIsThereOrMayBeMissing_IsNotWarnedOf(string source) => Assert.Empty(Warnings(source));

    [Theory]
    [InlineData(
        "/** @type {{ apiKey: string, token: string }} */\nconst settings = server.settings;",
        "main.js:1:30: server.settings.token is not set; " + Add, "token")]
    [InlineData(
        "const s = /** @type {{\n *   smtp: { user: string },\n * }} */ (server.settings);",
        "main.js:2:14: server.settings.smtp.user is not set; " + Add, "smtp.user")]
    [InlineData(
        "/** @type {{ apiKey: number }} */ const settings = server.settings;",
        "main.js:1:14: server.settings.apiKey is declared as number (found: string); "
        + "change \"apiKey\" in \"settings\" of server.json, or the type.", "")]
    public void Setting_ThatACommentDeclares_MustBeThere(string source, string warning, string name) =>
        Assert.Equal(string.Format(null, warning, name), Assert.Single(Warnings(source)));

    [Fact]
    public void Setting_ThatAnInterfaceDeclares_MustBeThereForOneEndpointOfItsFolder()
    {
        _folder.Write(
            "settings.d.ts",
            """
            declare namespace ScriptWs {
              interface Settings {
                /** Of the API: always set. */
                apiKey: string;
                room: string; // the endpoint's
                retries: string;
                token: string
              }
            }
            """);

        var warnings = Warnings("");

        Assert.Collection(
            warnings,
            retries => Assert.StartsWith(
                "settings.d.ts:6:5: server.settings.retries is declared as string (found: number); ", retries, StringComparison.Ordinal),
            token => Assert.StartsWith("settings.d.ts:7:5: server.settings.token is not set; ", token, StringComparison.Ordinal));
    }

    private IReadOnlyList<string> Warnings(string source)
    {
        _folder.Write("main.js", $"{source}\nexport function onMessage() {{}}");
        _folder.Write("room.js", "export function onMessage() {}");
        var settings = new { apiKey = Secret, retries = 3, hosts = new[] { Secret }, smtp = new { host = Secret } };
        var options = new ScriptWsOptions
        {
            BaseDirectory = _folder.Path,
            Listen = [new() { Port = 0 }],
            Endpoints =
            [
                new() { Script = "main.js" },
                new() { Path = "/room", Script = "room.js", Settings = JsonSerializer.SerializeToElement(new { room = "lobby" }) },
            ],
            Settings = JsonSerializer.SerializeToElement(settings),
        };

        Assert.Empty(ScriptWsCheck.Of(options, runsScripts: false, out var warnings));

        Assert.DoesNotContain(warnings, warning => warning.Contains(Secret, StringComparison.Ordinal));
        return warnings;
    }
}
