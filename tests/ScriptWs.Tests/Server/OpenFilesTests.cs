using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Server;

/// <summary>Warnings about files that any user of the machine can change.</summary>
public sealed class OpenFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OpenFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have other rights here.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "app"));
        _folder.Write("app/main.js", "import './part.js'; export function onMessage() {}");
        _folder.Write("app/part.js", "");
        _folder.Write("users.json", """{ "users": [] }""");
        using var forge = new TokenForge();
        _folder.Write("keys.json", forge.KeySet());
        _folder.Write("server.json", """
            {
              "listen": [{ "port": 0 }],
              "endpoints": [{ "path": "/", "script": "app/main.js" }],
              "authentication": { "usersFile": "users.json", "bearer": { "jwks": "keys.json", "issuer": "*", "audience": "*" } }
            }
            """);
    }

    [Theory]
    [InlineData("server.json")]
    [InlineData("users.json")]
    [InlineData("keys.json")]
    [InlineData("app")]
    [InlineData("app/main.js")]
    [InlineData("app/part.js")]
    [InlineData("")]
    public async Task File_ThatEverybodyCanChange_IsWarnedOf(string file)
    {
        var path = Path.Combine(_folder.Path, file).TrimEnd('/');
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.OtherWrite);

        var warnings = await StartAsync();

        Assert.Equal([$"Every user of this machine can change {path}; remove that permission: chmod o-w {path}"], warnings);
    }

    [Fact]
    public async Task File_ThatOnlyItsOwnerCanChange_IsNot() => Assert.Empty(await StartAsync());

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<string>> StartAsync()
    {
        using var logs = new AllLogs();
        await using var server = await ScriptWsServer.StartAsync(Path.Combine(_folder.Path, "server.json"), logs, TestContext.Current.CancellationToken);
        return [.. logs.Lines.Where(line => line.Contains("chmod", StringComparison.Ordinal))];
    }
}
