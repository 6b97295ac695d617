using System.Text.Json;
using ScriptWs.ClientProtocol;
using ScriptWs.Configuration;
using ScriptWs.Reload;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.ClientProtocol;

/// <summary>A server that speaks the subprotocol, and clients that do by hand.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ServerLog Log { get; } = new();

    public ScriptWsServer Server { get; private set; } = null!;

    public Uri Address => Server.Addresses[0];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RpcServer> StartAsync(
        string script, Func<ScriptWsOptions, ScriptWsOptions>? change = null, Action<ScriptWsServer>? prepare = null)
    {
        var result = new RpcServer();
        result._folder.Write("main.js", script);
        var options = new ScriptWsOptions
        {
            BaseDirectory = result._folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js", Subprotocols = [ClientSubprotocol.Name] }],
            Script = Patience.Script with { Watch = false },
        };
        result.Server = new ScriptWsServer(change?.Invoke(options) ?? options, result.Log);
        prepare?.Invoke(result.Server);
        await result.Server.StartAsync(Cancel);
        return result;
    }

    /// <summary>Connects, and takes the welcome.</summary>
    public async Task<DotNetClient> ConnectAsync(string? resume = null)
    {
        var client = await ConnectRawAsync(resume);
        await client.ReceiveTextAsync();
        return client;
    }

    public Task<DotNetClient> ConnectRawAsync(string? resume = null) => DotNetClient.ConnectAsync(Address, options =>
    {
        options.AddSubProtocol(ClientSubprotocol.Name);
        if (resume is not null) options.AddSubProtocol($"scriptws.resume.{resume}");
    });

    /// <summary>Sends a request, and returns the next message.</summary>
    public static async Task<string> AskAsync(DotNetClient client, string method, string parameters = "{}", int id = 1)
    {
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"{{method}}","params":{{parameters}}}""");
        return await client.ReceiveTextAsync();
    }

    /// <summary>Replaces the script.</summary>
    public async Task ReloadAsync(string script)
    {
        _folder.Write("main.js", script);
        Assert.All(await Server.ReloadAsync(Cancel), result => Assert.Equal(ReloadOutcome.Live, result.Outcome));
    }

    public static JsonElement ParametersOf(string message) => JsonElement.Parse(message).GetProperty("params");

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
