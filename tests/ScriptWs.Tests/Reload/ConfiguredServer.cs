using ScriptWs.Reload;

namespace ScriptWs.Tests.Reload;

/// <summary>A server by the server.json of a folder of its own, and what it logged.</summary>
internal sealed class ConfiguredServer : IAsyncDisposable
{
    public const string Listen = """ "listen": [{ "port": 0 }] """;

    private readonly TemporaryFolder _folder = new();
    private readonly ServerLog _log = new();

    private ConfiguredServer() => Server = null!;

    public ScriptWsServer Server { get; private set; }

    public IReadOnlyList<string> Log => _log.Lines;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts with these settings; each script answers with its own name.</summary>
    public static Task<ConfiguredServer> StartAsync(string settings, params string[] scripts) => StartAsync(settings, scripts, []);

    public static async Task<ConfiguredServer> StartAsync(string settings, string[] scripts, params (string Name, string Text)[] files)
    {
        var result = new ConfiguredServer();
        foreach (var (name, text) in files) result.Write(name, text);
        foreach (var name in scripts) result.Write(name, Script(name));
        result.Configure(settings);
        result.Server = await ScriptWsServer.StartAsync(Path.Combine(result._folder.Path, "server.json"), result._log, Cancel);
        return result;
    }

    /// <summary>Says its name and how often the connection has asked.</summary>
    public static string Script(string name) => $$"""
        export function onMessage(connection) {
          connection.data.asked = (connection.data.asked ?? 0) + 1;
          connection.send(`{{name}} ${server.generation} ${connection.data.asked}`);
        }
        """;

    public void Write(string file, string text) => _folder.Write(file, text);

    /// <summary>Writes server.json, the listen addresses in front of these settings.</summary>
    public void Configure(string settings) => Write("server.json", $$"""{ {{(settings.Contains("listen", StringComparison.Ordinal) ? "" : Listen + ",")}} {{settings}} }""");

    /// <summary>Writes server.json and reloads.</summary>
    /// <returns>What became of the configuration.</returns>
    public async Task<ReloadResult> ReconfigureAsync(string settings)
    {
        Configure(settings);
        return (await Server.ReloadAsync(Cancel))[0];
    }

    public Task<string> LineAsync(string text) => _log.LineAsync(text);

    public Task<DotNetClient> ConnectAsync(string path = "", Action<System.Net.WebSockets.ClientWebSocketOptions>? configure = null) =>
        DotNetClient.ConnectAsync(new Uri(Server.Addresses[0], path), configure);

    public static async Task<string> AskAsync(DotNetClient client)
    {
        await client.SendAsync("?");
        return await client.ReceiveTextAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
