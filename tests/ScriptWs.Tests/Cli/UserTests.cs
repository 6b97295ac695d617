using System.Text.Json;
using System.Threading.Channels;
using ScriptWs.Cli;
using ScriptWs.Cli.Conversing;
using ScriptWs.Cli.Terminal;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws user</c>.</summary>
public sealed class UserTests
{
    [Fact]
    public async Task User_WithAPassword_PrintsAnEntryThatTheConfigurationTakes()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await CliRun.RunWithInputAsync("correct horse\n", "user", "zoë", "--roles", "admin, operator");
        folder.Write("server.json", $$"""{ "authentication": { "users": [ {{output}} ] } }""");
        var user = ServerConfiguration.Load(Path.Combine(folder.Path, "server.json")).Authentication.Users[0];

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal("zoë", user.Name);
        Assert.Equal(["admin", "operator"], user.Roles);
        Assert.True(PasswordHash.TryParse(user.PasswordHash, out var hash));
        Assert.True(hash.Matches("correct horse"));
        Assert.DoesNotContain("correct horse", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WithoutRoles_HasNameAndHashOnly()
    {
        var (_, output, _) = await CliRun.RunWithInputAsync("x\n", "user", "bob");

        Assert.Equal(["name", "passwordHash"], JsonDocument.Parse(output).RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task User_WithAFile_IsAddedAndThenReplaced()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "users.json");

        var said = new List<string>();
        foreach (var name in new[] { "alice", "bob", "alice" }) said.Add((await CliRun.RunWithInputAsync("secret of " + name + "\n", "user", name, "--file", file)).Output);
        var users = JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("users");

        Assert.Equal([$"alice was added to {file}.\n", $"bob was added to {file}.\n", $"alice was replaced in {file}.\n"], said);
        Assert.Equal(["alice", "bob"], users.EnumerateArray().Select(user => user.GetProperty("name").GetString()));
        Assert.Equal(["users.json"], Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task User_WithAnApiKey_ShowsItOnceAndPrintsItsHash()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await CliRun.RunWithInputAsync("", "user", "robot", "--api-key", "--roles", "sensor");
        folder.Write("server.json", $$"""{ "authentication": { "users": [ {{output}} ] } }""");
        var user = ServerConfiguration.Load(Path.Combine(folder.Path, "server.json")).Authentication.Users[0];
        var key = errors["The API key of robot, shown this once: ".Length..].TrimEnd();

        Assert.Equal(0, exitCode);
        Assert.Equal(["sensor"], user.Roles);
        Assert.Equal([ApiKey.Hash(key)], user.ApiKeyHashes);
        Assert.StartsWith("sws_", key, StringComparison.Ordinal);
        Assert.DoesNotContain(key, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_WithAnotherApiKeyInAFile_HasBothAndItsPassword()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "users.json");
        await CliRun.RunWithInputAsync("secret\n", "user", "robot", "--roles", "sensor", "--file", file);

        var first = await CliRun.RunWithInputAsync("", "user", "robot", "--api-key", "--file", file);
        await CliRun.RunWithInputAsync("", "user", "robot", "--api-key", "--roles", "pump", "--file", file);
        var user = Assert.Single(JsonDocument.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).RootElement.GetProperty("users").EnumerateArray());

        Assert.Equal($"A key was added to robot in {file}.\n", first.Output);
        Assert.Equal(2, user.GetProperty("apiKeyHashes").GetArrayLength());
        Assert.Equal(ApiKey.Hash(first.Errors.Split(": ")[1].TrimEnd()), user.GetProperty("apiKeyHashes")[0].GetString());
        Assert.Equal("pump", user.GetProperty("roles")[0].GetString());
        Assert.StartsWith("pbkdf2", user.GetProperty("passwordHash").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{ \"users\": {} }")]
    [InlineData("{ /* mine */ }")]
    [InlineData("{")]
    public async Task User_WithAFileOfSomethingElse_LeavesItAlone(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("users.json", text);
        var file = Path.Combine(folder.Path, "users.json");

        var (exitCode, _, errors) = await CliRun.RunWithInputAsync("secret\n", "user", "alice", "--file", file);

        Assert.Equal((2, $"scriptws: {file} is not {{ \"users\": [ … ] }} without comments; fix it, or name another file.\n"), (exitCode, errors));
        Assert.Equal(text, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task PasswordPrompt_WhileItIsTyped_ShowsNothingOfIt()
    {
        using var screen = new StringWriter { NewLine = "\n" };

        var typed = await Prompt(screen, "wrong\x15sex\bcret\r").AskAsync("Password: ", TestContext.Current.CancellationToken);

        Assert.Equal("secret", typed);
        Assert.Equal("Password: \n", screen.ToString());
    }

    [Fact]
    public async Task PasswordPrompt_EndedWithControlD_SaysThatNothingWasWritten()
    {
        using var screen = new StringWriter();

        var error = await Assert.ThrowsAsync<CommandException>(() => Prompt(screen, "sec\x04").AskAsync("Password: ", TestContext.Current.CancellationToken));

        Assert.Equal("no password was given; nothing was written.", error.Message);
    }

    private static PasswordPrompt Prompt(TextWriter screen, string typed)
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        foreach (var c in typed)
        {
            var key = c switch { '\r' => ConsoleKey.Enter, '\b' => ConsoleKey.Backspace, _ => ConsoleKey.None };
            keys.Writer.TryWrite(new ConsoleKeyInfo(c, key, shift: false, alt: false, control: false));
        }

        return new PasswordPrompt(screen, keys.Reader);
    }
}
