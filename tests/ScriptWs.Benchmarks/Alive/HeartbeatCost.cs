namespace ScriptWs.Benchmarks.Alive;

/// <summary>
/// What Pings cost the server, the system's share included: its processor time with a heartbeat less that without. The same bytes
/// through the same system calls, without a server around them, tell the system's share.
/// </summary>
internal static class HeartbeatCost
{
    private const int Clients = 10_000;
    private const double DefaultInterval = 30;
    private const int Rounds = 20;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(15);

    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    public static async Task<bool> RunAsync()
    {
        var without = await MeasureAsync(Serve("--heartbeat:enabled", "false"));
        Tell("heartbeat", await MeasureAsync(Serve("--heartbeat:interval", "2s", "--heartbeat:timeout", "2s")) - without);
        if (OperatingSystem.IsLinux()) Tell("its system calls alone", await MeasureAsync(ServedProcess.StartBareAsync()));
        return true;
    }

    private static void Tell(string what, TimeSpan cost)
    {
        var each = cost / Rounds / Clients;
        Console.WriteLine($"{what}: {each.TotalMicroseconds:N1} µs for a Ping and its Pong, {each.TotalSeconds * Clients / DefaultInterval * 100:N2} % of a core for {Clients} clients at an interval of {DefaultInterval} s");
    }

    private static Task<ServedProcess> Serve(params string[] heartbeat) =>
        ServedProcess.StartAsync("export function onMessage() {}", [.. heartbeat, "--limits:maxConnections", $"{2 * Clients}", "--limits:maxConnectionsPerAddress", $"{2 * Clients}"]);

    private static async Task<TimeSpan> MeasureAsync(Task<ServedProcess> starting)
    {
        await using var server = await starting;
        await using var crowd = await Crowd.ConnectAsync(server.Address, Clients);
        await Task.Delay(WarmUp); // what the handshakes left behind, and code that is not compiled well yet
        var began = server.ProcessorTime;
        await Task.Delay(Rounds * Interval);
        return server.ProcessorTime - began;
    }
}
