namespace ScriptWs.Benchmarks.Alive;

/// <summary>Whether the server stays alive, and lets its clients live: <c>alive [busy] [faults] [heartbeat] [drain]</c>, all four without a name.</summary>
internal static class AliveRun
{
    private static readonly Dictionary<string, Func<Task<bool>>> Parts = new()
    {
        ["busy"] = BusyServer.RunAsync,
        ["faults"] = ListenerFaults.RunAsync,
        ["heartbeat"] = HeartbeatCost.RunAsync,
        ["drain"] = DrainTime.RunAsync,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["serve", var script, .. var settings]) return await ServedProcess.ServeAsync(script, settings);

        if (args is ["bare"]) return await BareServer.ServeAsync(HeartbeatCost.Interval);

        var fine = true;
        foreach (var part in args.Length == 0 ? [.. Parts.Keys] : args) fine &= await Parts[part]();
        return fine ? 0 : 1;
    }
}
