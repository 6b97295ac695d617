using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

/// <summary>A server that runs main.js of a folder of its own, and what it logged.</summary>
internal sealed class ReloadedServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerLog _log = new();
    private ScriptWsServer _server = null!;

    private ReloadedServer()
    {
    }

    public ScriptWsServer Server => _server;

    public string Folder => _folder.Path;

    /// <summary>Lines of the server's log from Information on, and what scripts wrote.</summary>
    public IReadOnlyList<string> Log => _log.Lines;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<ReloadedServer> StartAsync(
        string source,
        Func<ScriptWsOptions, ScriptWsOptions>? configure = null,
        TimeProvider? clock = null,
        Action<ScriptWsServer>? prepare = null)
    {
        var result = new ReloadedServer();
        result.Write("main.js", source);
        var options = new ScriptWsOptions
        {
            BaseDirectory = result.Folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Script = new ScriptOptions { Watch = false, Workers = 2, TurnTimeout = TimeSpan.FromSeconds(30) },
        };
        result._server = new ScriptWsServer(configure is null ? options : configure(options), result._log, clock);
        prepare?.Invoke(result._server);
        await result._server.StartAsync(Cancel);
        return result;
    }

    public static ScriptWsOptions Parallel(ScriptWsOptions options) =>
        options with { Endpoints = [options.Endpoints[0] with { Dispatch = DispatchMode.Parallel }] };

    public void Write(string file, string source) => _folder.Write(file, source);

    /// <summary>Saves a new main.js and reloads it.</summary>
    public async Task<ReloadResult> ReloadAsync(string source)
    {
        Write("main.js", source);
        return await ReloadAsync();
    }

    public async Task<ReloadResult> ReloadAsync() => Assert.Single(await _server.ReloadAsync(Cancel));

    /// <summary>The first line of the log, written already or to come, that holds the text.</summary>
    public Task<string> LineAsync(string text) => _log.LineAsync(text);

    public Task<DotNetClient> ConnectAsync() => DotNetClient.ConnectAsync(_server.Addresses[0]);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
