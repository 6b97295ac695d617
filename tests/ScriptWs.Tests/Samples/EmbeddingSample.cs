using ScriptWs.Configuration;
using ScriptWs.Redis;

namespace ScriptWs.Tests.Samples;

/// <summary>The C# of docs/embedding.md, compiled.</summary>
internal static class EmbeddingSample
{
    public static async Task RunAsync()
    {
        await using var server = await ScriptWsServer.StartAsync("server.json");
        server.Connected += connection => connection.Send("You are talking to C#.");
        server.MessageReceived += (connection, text) => server.Broadcast($"{connection.RemoteAddress} says {text}");
        await server.Completion;
    }

    /// <summary>The C# of the package's own page.</summary>
    public static async Task EchoAsync()
    {
        await using var server = await ScriptWsServer.StartAsync("server.json");
        server.MessageReceived += (connection, text) => server.Broadcast(text);
        await server.Completion;
    }

    /// <summary>The C# of docs/cluster.md and of the package ScriptWs.Redis.</summary>
    public static async Task ClusterAsync()
    {
        await using var server = new ScriptWsServer(() => ServerConfiguration.Load("server.json")).UseRedis();
        await server.StartAsync();
        await server.Completion;
    }
}
