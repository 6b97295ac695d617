using ScriptWs.Configuration;

namespace ScriptWs.Tests.Samples;

/// <summary>A server on a free port that runs one script, and its clients.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private readonly ScriptWsServer _server;

    private SampleServer(ScriptWsServer server) => _server = server;

    /// <summary>Runs a script of the project: its path starts at the root.</summary>
    public static Task<SampleServer> StartAsync(string script, DispatchMode dispatch = DispatchMode.Serial) =>
        StartAsync(Repository.Root, script, dispatch);

    public static async Task<SampleServer> StartAsync(string folder, string script, DispatchMode dispatch = DispatchMode.Serial)
    {
        var options = new ScriptWsOptions
        {
            BaseDirectory = folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = script, Dispatch = dispatch }],
            Script = new ScriptOptions { Workers = 2 },
        };
        return new SampleServer(await OrdersSample.StartAsync(options, new OrdersSample.OrderRepository()));
    }

    public Uri Address => _server.Addresses[0];

    public Task<DotNetClient> ConnectAsync() => DotNetClient.ConnectAsync(_server.Addresses[0]);

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
