namespace ScriptWs.Benchmarks.Alive;

/// <summary>What Pings cost the server, the system's share included: its processor time with a heartbeat less that without.</summary>
internal static class HeartbeatCost
{
    private const int Clients = 10_000;
    private const double DefaultInterval = 30;
    private const int Rounds = 20;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2), WarmUp = TimeSpan.FromSeconds(15);

    public static async Task<bool> RunAsync()
    {
        var with = await MeasureAsync("--heartbeat:interval", "2s", "--heartbeat:timeout", "2s");
        var without = await MeasureAsync("--heartbeat:enabled", "false");
        var each = (with - without) / Rounds / Clients;
        var share = each.TotalSeconds * Clients / DefaultInterval;
        Console.WriteLine($"heartbeat of {Clients} clients: {each.TotalMicroseconds:N1} µs for a Ping and its Pong, {share * 100:N2} % of a core at an interval of {DefaultInterval} s");
        return true;
    }

    private static async Task<TimeSpan> MeasureAsync(params string[] heartbeat)
    {
        await using var server = await ServedProcess.StartAsync("export function onMessage() {}", [.. heartbeat, "--limits:maxConnections", $"{2 * Clients}", "--limits:maxConnectionsPerAddress", $"{2 * Clients}"]);
        await using var crowd = await Crowd.ConnectAsync(server.Address, Clients);
        await Task.Delay(WarmUp); // what the handshakes left behind, and code that is not compiled well yet
        var began = server.ProcessorTime;
        await Task.Delay(Rounds * Interval);
        return server.ProcessorTime - began;
    }
}
