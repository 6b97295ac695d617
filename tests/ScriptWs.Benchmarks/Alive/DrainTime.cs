namespace ScriptWs.Benchmarks.Alive;

/// <summary>How long a server takes to let everybody go, closing handshakes included.</summary>
internal static class DrainTime
{
    private const int Clients = 10_000;

    public static async Task<bool> RunAsync()
    {
        await using var server = await ServedProcess.StartAsync("export function onMessage() {}", "--limits:maxConnections", $"{2 * Clients}", "--limits:maxConnectionsPerAddress", $"{2 * Clients}");
        await using var crowd = await Crowd.ConnectAsync(server.Address, Clients);
        var said = await server.StopAsync();
        await crowd.UntilOverAsync();
        Console.WriteLine($"drain: {said}; clients saw: {crowd}");
        return crowd.Ends.Count == 1;
    }
}
