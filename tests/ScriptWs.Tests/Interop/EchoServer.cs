using System.Collections.Concurrent;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Interop;

/// <summary>A server on a free port of 127.0.0.1 that sends every message back, by C# handlers, and remembers how connections ended.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly ScriptWsServer _server;
    private readonly ConcurrentQueue<(int Code, string Reason)> _ends = new();
    private readonly SemaphoreSlim _ended = new(0);

    private EchoServer(ScriptWsOptions options)
    {
        _server = new ScriptWsServer(options);
        _server.MessageReceived += (connection, text) =>
        {
            if (text == "close me")
                connection.Close(4001, "as you wish");
            else if (text.StartsWith("to all: ", StringComparison.Ordinal))
                _server.Broadcast(text["to all: ".Length..]);
            else
                connection.Send(text);
        };
        _server.BinaryReceived += (connection, bytes) => connection.Send(bytes.Span);
        _server.Disconnected += (_, code, reason) =>
        {
            _ends.Enqueue((code, reason));
            _ended.Release();
        };
    }

    public Uri Address => _server.Addresses[0];

    public int ConnectionCount => _server.ConnectionCount;

    public static async Task<EchoServer> StartAsync(Func<ScriptWsOptions, ScriptWsOptions>? change = null)
    {
        var options = new ScriptWsOptions
        {
            Script = Patience.Script,
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
            Endpoints = [new EndpointOptions { Path = "/", Subprotocols = ["chat.v2", "chat.v1"] }],
        };
        var server = new EchoServer(change?.Invoke(options) ?? options);
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>How the next connection ended that nobody asked about yet.</summary>
    public async Task<(int Code, string Reason)> NextEndAsync()
    {
        Assert.True(await _ended.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken), "No connection ended within 30 seconds.");
        return _ends.TryDequeue(out var end) ? end : throw new InvalidOperationException();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
