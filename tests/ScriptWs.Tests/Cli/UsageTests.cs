namespace ScriptWs.Tests.Cli;

/// <summary>What a wrong command line is answered: the texts are interface.</summary>
public sealed class UsageTests
{
    [Theory]
    [InlineData("runn", "\"runn\" is not a command; did you mean \"run\"?")]
    [InlineData("frobnicate", "\"frobnicate\" is not a command; see scriptws --help.")]
    [InlineData("serve", "\"serve\" is not a command; did you mean \"run\"?")]
    [InlineData("dev server.json", "\"dev\" is not a command; did you mean \"run --dev\"?")]
    [InlineData("help", "\"help\" is not a command; did you mean \"scriptws --help\"?")]
    [InlineData("help run", "\"help\" is not a command; did you mean \"scriptws --help\"?")]
    [InlineData("version", "\"version\" is not a command; did you mean \"scriptws --version\"?")]
    [InlineData("runn server.json", "\"runn\" is not a command; did you mean \"run\"?")]
    [InlineData("-v", "\"-v\" is not an option of scriptws run; did you mean \"scriptws --version\"?")]
    [InlineData("bench -V", "\"-V\" is not an option of scriptws bench; did you mean \"scriptws --version\"?")]
    [InlineData("--port 8080", "\"--port\" is not an option of scriptws run; did you mean \"--listen\"?")]
    [InlineData("run --port=8080", "\"--port=8080\" is not an option of scriptws run; did you mean \"--listen\"?")]
    [InlineData("run -p 8080", "\"-p\" is not an option of scriptws run; did you mean \"--listen\"?")]
    [InlineData("run --verbose", "\"--verbose\" is not an option of scriptws run; did you mean \"--log-level debug\"?")]
    [InlineData("check --port 8080", "\"--port\" is not an option of scriptws check; see scriptws check --help.")]
    [InlineData("run --log-level fatal", "--log-level fatal: \"fatal\" is not one of its values; there are information, trace, debug, warning, error, critical, none.")]
    [InlineData("restart --pid abc", "--pid abc: this is not the number of a process; write it as in 4711.")]
    [InlineData("completion", "scriptws completion needs SHELL; see scriptws completion --help.")]
    [InlineData("completion tcsh", "SHELL tcsh: \"tcsh\" is not one of its values; there are bash, zsh, fish, pwsh.")]
    [InlineData("run --lisen 1", "\"--lisen\" is not an option of scriptws run; did you mean \"--listen\"?")]
    [InlineData("--lisen 1", "\"--lisen\" is not an option of scriptws run; did you mean \"--listen\"?")]
    [InlineData("connect ws://127.0.0.1/ --frob", "\"--frob\" is not an option of scriptws connect; see scriptws connect --help.")]
    [InlineData("new", "scriptws new needs DIRECTORY; see scriptws new --help.")]
    [InlineData("new a b", "\"b\" is one argument too many for scriptws new; see scriptws new --help.")]
    [InlineData("new a --template caht", "--template caht: \"caht\" is not one of its values; did you mean \"chat\"?")]
    [InlineData("new a --template zebra", "--template zebra: \"zebra\" is not one of its values; there are echo, chat, ts.")]
    [InlineData("user a:b", "the user's name must have no colon and no control characters (found \"a:b\").")]
    [InlineData("user alice", "the password must have 1 to 1024 characters (found 0).")]
    [InlineData("run --script", "--script needs a value: --script FILE.")]
    [InlineData("run --script a.js --script b.js", "--script is given more than once.")]
    [InlineData("run --listen nowhere", "--listen nowhere: this is not ADDRESS:PORT; write it as in 127.0.0.1:8080, [::1]:8080, *:8080, wss://*:8443 for TLS, or 0 for any free port.")]
    [InlineData("run --listen 127.0.0.1:65536", "--listen 127.0.0.1:65536: this is not ADDRESS:PORT; write it as in 127.0.0.1:8080, [::1]:8080, *:8080, wss://*:8443 for TLS, or 0 for any free port.")]
    [InlineData("run --limits:maxConnections", "--limits:maxConnections needs a value: --limits:maxConnections VALUE.")]
    [InlineData("connect", "scriptws connect needs URL; see scriptws connect --help.")]
    [InlineData("connect http://127.0.0.1/", "\"http://127.0.0.1/\" is not the address of a WebSocket server; did you mean ws://127.0.0.1/?")]
    [InlineData("connect ws:///", "\"ws:///\" is not the address of a WebSocket server; write it as in ws://127.0.0.1:8080/ or wss://example.com/chat.")]
    [InlineData("connect ws://127.0.0.1/ --header nonsense", "--header \"nonsense\": this is not NAME: VALUE; write it as in 'Cookie: id=1'.")]
    [InlineData("connect ws://127.0.0.1/ --header Host:me", "--header Host: the handshake sets this one itself.")]
    [InlineData("connect ws://127.0.0.1/ --protocol a,b", "--protocol a,b: a subprotocol is a name of letters, digits and !#$%&'*+-.^_`|~.")]
    [InlineData("top", "scriptws top needs URL; see scriptws top --help.")]
    [InlineData("top ftp://127.0.0.1/", "\"ftp://127.0.0.1/\" is not the address of an admin page; write it as in http://127.0.0.1:9090/.")]
    [InlineData("connect ws://127.0.0.1/ --wait soon", "--wait soon: this is not a duration; write it as in 500ms, 2s, 1m or forever.")]
    public async Task CommandLine_ThatIsWrong_IsExplained(string line, string explanation)
    {
        var (exitCode, output, errors) = await CliRun.RunAsync(line.Split(' '));

        Assert.Equal($"scriptws: {explanation}\n", errors);
        Assert.Equal("", output);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("restart")]
    [InlineData("check")]
    [InlineData("types")]
    [InlineData("new")]
    [InlineData("storage")]
    [InlineData("user")]
    [InlineData("cert")]
    [InlineData("connect")]
    [InlineData("bench")]
    [InlineData("top")]
    [InlineData("test")]
    [InlineData("completion")]
    public async Task Help_OfEachCommand_IsTheReference(string command)
    {
        var file = Repository.PathOf($"tests/ScriptWs.Tests/Cli/Help/{(command.Length == 0 ? "scriptws" : $"scriptws-{command}")}.txt");
        var expected = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

        var (exitCode, output, errors) = await CliRun.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        // The usage line names the program that runs: the tests here, scriptws there.
        Assert.Equal(expected, output.Replace("ScriptWs.Tests", "scriptws", StringComparison.Ordinal));
        Assert.Equal((0, ""), (exitCode, errors));
    }

    [Fact]
    public async Task Version_Always_IsAPlainNumber()
    {
        var (exitCode, output, _) = await CliRun.RunAsync("--version");

        Assert.Matches(@"^\d+\.\d+\.\d+\n$", output);
        Assert.Equal(0, exitCode);
    }
}
