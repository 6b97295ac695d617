using ScriptWs.Cli;
using ScriptWs.Tests.Authentication;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Supervising;

/// <summary>A supervised server whose process dies while the files on disk are broken: the version that was live last serves on.</summary>
public sealed class BrokenFilesTests : IDisposable
{
    private const string Configuration = """
        {
          "listen": [{ "port": 0 }],
          "endpoints": [{ "path": "/", "script": "app/main.js" }],
          "authentication": { "usersFile": "users.json", "bearer": { "jwks": "keys.json", "issuer": "*", "audience": "*" } },
          "script": { "watch": WATCH },
          "supervision": { "period": "1ms" }
        }
        """;

    private const string Main = """
        import { answer } from './lib/answer.js';
        import mark from './mark.json' with { type: 'json' };
        import space from './space.txt' with { type: 'text' };
        export function onMessage(connection, text) { connection.send(answer(mark[0] + space + text)); }
        """;

    private readonly TemporaryFolder _folder = new();

    public BrokenFilesTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes do not hand their sockets on here.");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "app/lib"));
        _folder.Write("app/main.js", Main);
        _folder.Write("app/lib/answer.js", Answer(1));
        _folder.Write("app/mark.json", "[\":\"]");
        _folder.Write("app/space.txt", " ");
        _folder.Write("users.json", """{ "users": [] }""");
        using var forge = new TokenForge();
        _folder.Write("keys.json", forge.KeySet());
        Configure(watch: true);
    }

    /// <summary>Each file that the server is made of, and how it is broken: other text, or no file at all.</summary>
    private static readonly (string File, string? Content)[] Broken =
    [
        ("app/main.js", "export function onMessage( {"),
        ("app/main.js", "import './gone.js'; export function onMessage() {}"),
        ("app/main.js", null),
        ("app/lib/answer.js", "export const other = 1;"),
        ("app/lib/answer.js", null),
        ("app/mark.json", "["),
        ("app/mark.json", null),
        ("app/space.txt", null),
        ("server.json", "{"),
        ("server.json", """{ "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "gone.js" }] }"""),
        ("server.json", null),
        ("users.json", "{"),
        ("keys.json", "[]"),
    ];

    /// <summary>One server for all of them: a process that starts costs more than all else here.</summary>
    [Fact]
    public async Task Child_ThatDiesWhileAFileIsBroken_IsReplacedByOneWithTheLastLiveVersion()
    {
        Configure(watch: false);
        await using var run = Start();
        var (address, child) = await run.ServesAsync();

        foreach (var (file, content) in Broken)
        {
            var whole = await File.ReadAllTextAsync(Path.Combine(_folder.Path, file), TestContext.Current.CancellationToken);
            Break(file, content);
            await ServingProcess.SignalAsync("KILL", child);
            var lines = await run.LinesAsync("so this process serves the version that was live last: ", " serves.");
            child = ServingProcess.NumberIn(lines.Last(line => line.Contains(" serves.", StringComparison.Ordinal)));

            Assert.Equal("1: hello", await AskAsync(address));
            Assert.Equal($"{file}: ready (previous version)", $"{file}: {await ReadinessAsync(address)}");
            _folder.Write(file, whole);
        }

        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task FixedFile_GoesLiveInTheReplacement()
    {
        await using var run = Start();
        var (address, child) = await run.ServesAsync();
        _folder.Write("app/lib/answer.js", "export const broken = (;");
        await run.LineAsync("refused");

        await ServingProcess.SignalAsync("KILL", child);
        await run.LineAsync("so this process serves the version that was live last: ");
        await run.LineAsync("refused");
        _folder.Write("app/lib/answer.js", Answer(2));
        await run.LineAsync(" went live");

        Assert.Equal("2: hello", await AskAsync(address));
        Assert.Equal("ready", await ReadinessAsync(address));
        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Version_ThatWentLiveByAReload_IsTheOneThatIsKept()
    {
        await using var run = Start();
        var (address, child) = await run.ServesAsync();
        _folder.Write("app/lib/answer.js", Answer(2));
        await run.LineAsync("app/main.js: generation 2 is live");
        _folder.Write("app/main.js", "export function onMessage( {");
        await run.LineAsync("refused");

        for (var i = 0; i < 2; i++)
        {
            await ServingProcess.SignalAsync("KILL", child);
            child = await run.ProcessAsync(" serves.");
            Assert.Equal("2: hello", await AskAsync(address));
        }

        Assert.Equal(0, await run.EndAsync());
    }

    [Fact]
    public async Task Broken_AtTheFirstStart_EndsTheCommandAtOnce()
    {
        _folder.Write("app/main.js", "export function onMessage( {");
        await using var run = Start();

        Assert.Equal(ExitCode.Mendable, await run.ExitCodeAsync());
    }

    public void Dispose() => _folder.Dispose();

    private static string Answer(int version) => $"export function answer(text) {{ return '{version}' + text; }}";

    private static async Task<string> ReadinessAsync(Uri address)
    {
        using var client = new HttpClient();
        var page = new UriBuilder(address) { Scheme = "http", Path = "/readyz" }.Uri;
        return (await client.GetStringAsync(page, TestContext.Current.CancellationToken)).Trim();
    }

    private static async Task<string> AskAsync(Uri address)
    {
        using var client = await DotNetClient.ConnectAsync(address);
        await client.SendAsync("hello");
        return await client.ReceiveTextAsync();
    }

    private void Configure(bool watch) => _folder.Write("server.json", Configuration.Replace("WATCH", watch ? "true" : "false", StringComparison.Ordinal));

    private void Break(string file, string? content)
    {
        if (content is null) File.Delete(Path.Combine(_folder.Path, file));
        else _folder.Write(file, content);
    }

    private ServingProcess Start() => ServingProcess.Start(_folder.Path, "run", "--supervised");
}
