namespace ScriptWs.Tests.Samples;

/// <summary>The README's C#, compiled.</summary>
internal static class EmbeddingSample
{
    public static async Task RunAsync()
    {
        await using var server = await ScriptWsServer.StartAsync("server.json");
        server.Connected += connection => connection.Send("You are talking to C#.");
        server.MessageReceived += (connection, text) => server.Broadcast($"{connection.RemoteAddress} says {text}");
        await server.Completion;
    }
}
