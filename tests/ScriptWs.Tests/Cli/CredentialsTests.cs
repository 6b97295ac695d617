using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Cli;

/// <summary>Clients that say who they are, over TLS to a real server whose certificate only its issuer vouches for.</summary>
public sealed class CredentialsTests
{
    private const string Password = "right: 7d1ec0de";
    private const string Echo = "export function onConnect(c) { c.data.name = c.user.name; } export function onMessage(c, text) { c.send(text === 'who' ? c.data.name : text); }";

    public static TheoryData<string> Commands => ["connect", "bench"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Client_WhosePasswordIsTheFirstLineOfTheInput_ComesIn(string command)
    {
        await using var server = await StartAsync();

        var (exitCode, output, errors) = await RunAsync(server, command, $"{Password}\nwho\n", "--user", "alice");

        Assert.Equal(0, exitCode);
        Assert.Contains(command == "connect" ? "alice\n" : "  errors      0\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Client_WhosePasswordStandsBesideTheName_ComesIn(string command)
    {
        await using var server = await StartAsync();

        Assert.Equal(0, (await RunAsync(server, command, "", "--user", $"alice:{Password}")).ExitCode);
    }

    [Fact]
    public async Task Client_WhosePasswordIsInTheEnvironment_ComesIn()
    {
        await using var server = await StartAsync();
        WriteIssuer(server);
        string[] args = ["bench", server.Address.ToString(), "--ca", "issuer.pem", "--user", "alice", "--duration", "100ms"];

        await using var process = ServingProcess.Start(server.Folder, [$"WS_PASSWORD='{Password}'"], args);

        await process.LineAsync("  errors      0");
        Assert.Equal(0, await process.ExitCodeAsync());
    }

    [Theory]
    [InlineData("alice", "wrong", 0, "refused: 401 Unauthorized (Please authenticate); the name or the password is wrong.")]
    [InlineData("nobody", Password, 0, "refused: 401 Unauthorized (Please authenticate); the name or the password is wrong.")]
    [InlineData("bob", Password, 0, "refused: 403 Forbidden (This user may not connect here).")]
    [InlineData("alice", "wrong", 2, "refused: 429 Too Many Requests (Too many attempts to authenticate failed); try again in 1 second.")]
    public async Task Client_ThatMayNotComeIn_IsToldWhy(string user, string password, int before, string expected)
    {
        await using var server = await StartAsync();
        for (var attempt = 0; attempt < before; attempt++) await RunAsync(server, "connect", "wrong\n", "--user", user);

        foreach (var command in before == 0 ? ["connect", "bench"] : new[] { "bench" })
        {
            var (exitCode, output, errors) = await RunAsync(server, command, $"{password}\n", "--user", user);
            Assert.Equal((1, "", $"scriptws: 127.0.0.1:{server.Address.Port} {expected}\n"), (exitCode, output, errors));
        }
    }

    [Fact]
    public async Task Client_WhoSaysNothing_IsToldHow()
    {
        await using var server = await StartAsync();

        var (exitCode, _, errors) = await RunAsync(server, "bench", "");

        Assert.Equal((1, $"scriptws: 127.0.0.1:{server.Address.Port} refused: 401 Unauthorized (Please authenticate); log in with --user NAME.\n"), (exitCode, errors));
    }

    [Fact]
    public async Task Bench_WithAWrongPassword_TriesItOnce()
    {
        await using var server = await StartAsync(maxFailures: 2);

        var (_, _, errors) = await RunAsync(server, "bench", "wrong\n", "--user", "alice", "--connections", "50");
        Assert.Contains("refused: 401", errors, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync(server, "bench", $"{Password}\n", "--user", "alice")).ExitCode);
    }

    [Theory]
    [InlineData("connect ws://127.0.0.1:9/ --user alice", "there is no password of alice: put it into the environment variable WS_PASSWORD, or into the first line of the input.")]
    [InlineData("bench ws://127.0.0.1:9/ --user :secret", "--user: write it as in alice, or alice:PASSWORD.")]
    [InlineData("top http://127.0.0.1:9/ --user alice:x --header authorization:x", "--user and --header Authorization both contain credentials; remove one.")]
    [InlineData("connect wss://alice:secret@127.0.0.1:9/chat", "the address holds who you are, which is not sent; say it with --user, as in --user NAME wss://127.0.0.1:9/chat.")]
    public async Task CommandLine_ThatDoesNotSayWho_IsExplained(string line, string explanation)
    {
        var (exitCode, output, errors) = await CliRun.RunAsync(line.Split(' '));

        Assert.Equal((2, "", $"scriptws: {explanation}\n"), (exitCode, output, errors));
    }

    private static Task<TlsServer> StartAsync(int maxFailures = 1) => TlsServer.StartAsync(
        clock: new FakeTimeProvider(TimeProvider.System.GetUtcNow()), // waits after failures end when the clock is told to, which it is not
        change: options => options with
        {
            Endpoints = [new EndpointOptions { Script = "echo.js", Authentication = new() { Users = ["alice"] } }],
            Authentication = new()
            {
                Enabled = true,
                MaxFailures = maxFailures,
                Users = [Known("alice"), Known("bob")],
            },
        },
        files: ("echo.js", Echo));

    private static UserOptions Known(string name) => new() { Name = name, PasswordHash = PasswordHash.Create(Password, 1000).ToString() };

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(TlsServer server, string command, string input, params string[] args)
    {
        WriteIssuer(server);
        string[] own = command == "bench" ? ["--duration", "100ms", "--warm-up", "0s"] : [];
        return CliRun.RunWithInputAsync(input, [command, server.Address.ToString(), "--ca", Path.Combine(server.Folder, "issuer.pem"), .. own, .. args]);
    }

    private static void WriteIssuer(TlsServer server) => server.Write("issuer.pem", server.Issuer.Root.ExportCertificatePem());
}
