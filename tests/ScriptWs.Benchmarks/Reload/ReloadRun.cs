using System.Globalization;
using ScriptWs.Configuration;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Benchmarks.Reload;

/// <summary>What a reload costs those who are connected: <c>reload [CONNECTIONS] [RELOADS] [MILLISECONDS]</c>, and <c>reload memory</c>.</summary>
internal static class ReloadRun
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("scriptws-reload-").FullName;

    private static string Script => Path.Combine(Folder, "main.js");

    public static async Task<int> RunAsync(string[] args)
    {
        await File.WriteAllTextAsync(Script, Versions.Fit(0));
        await using var server = await ScriptWsServer.StartAsync(new ScriptWsOptions
        {
            BaseDirectory = Folder,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Script = new ScriptOptions { Debounce = TimeSpan.FromHours(1) },
        });
        var fine = args is ["memory"] ? await MeasureMemoryAsync(server) : await MeasurePauseAsync(server, Number(args, 0, 1000), Number(args, 1, 300), Number(args, 2, 0));
        Directory.Delete(Folder, recursive: true);
        return fine ? 0 : 1;
    }

    /// <param name="server">The server.</param>
    /// <param name="connections">How many clients ask.</param>
    /// <param name="reloads">How often the script is changed.</param>
    /// <param name="every">Milliseconds between an answer and the next question; 0 asks as fast as it is answered, with reloads back to back.</param>
    private static async Task<bool> MeasurePauseAsync(ScriptWsServer server, int connections, int reloads, int every)
    {
        var between = every == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(100);
        var storm = new ReloadStorm(server, Script) { Every = TimeSpan.FromMilliseconds(every), BetweenReloads = between };
        await storm.RunAsync(connections, reloads, sharesState: true, CancellationToken.None);

        Console.WriteLine($"{connections} connections, {storm.Messages} messages, {storm.Live} reloads live, {storm.Refused} refused, {server.ConnectionCount} connections left");
        var trips = storm.Clients.SelectMany(client => client.RoundTrips).ToLookup(trip => storm.Reloads.Exists(reload => trip.Asked < reload.Ended && trip.Answered > reload.Began));
        Print("reloads", storm.Reloads);
        Console.WriteLine($"garbage collections took {GC.GetTotalPauseDuration().TotalMilliseconds:N0} ms in all");
        Print("round trips during a reload", trips[true]);
        Print("all other round trips", trips[false]);
        foreach (var violation in storm.Violations) Console.WriteLine($"VIOLATION: {violation}");
        return storm.Violations.Count == 0 && server.ConnectionCount == connections;
    }

    private static async Task<bool> MeasureMemoryAsync(ScriptWsServer server)
    {
        var storm = new ReloadStorm(server, Script);
        await storm.RunAsync(connections: 100, reloads: 0, sharesState: true, CancellationToken.None);
        var after100 = 0L;
        for (var i = 1; i <= 1000; i++)
        {
            await File.WriteAllTextAsync(Script, Versions.Fit(i));
            await server.ReloadAsync();
            if (i == 100) after100 = Kept();
        }

        var after1000 = Kept();
        Console.WriteLine($"managed memory after 100 reloads {after100 / 1024.0:N0} KiB, after 1000 {after1000 / 1024.0:N0} KiB: {100.0 * after1000 / after100 - 100:+0.0;-0.0} %");
        return after1000 < after100 * 1.1;
    }

    /// <summary>What is left when finalizers have run and pools were asked to give back.</summary>
    private static long Kept()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Print(string name, IEnumerable<(long Began, long Ended)> times)
    {
        double[] milliseconds = [.. times.Select(time => TimeProvider.System.GetElapsedTime(time.Began, time.Ended).TotalMilliseconds).Order()];
        Console.WriteLine($"{name,-28} {milliseconds.Length,9}  p50 {At(0.5):N2} ms  p99 {At(0.99):N2} ms  max {At(1):N2} ms");

        double At(double part) => milliseconds.Length == 0 ? double.NaN : milliseconds[(int)Math.Min(milliseconds.Length - 1, part * milliseconds.Length)];
    }

    private static int Number(string[] args, int index, int otherwise) => index < args.Length ? int.Parse(args[index], CultureInfo.InvariantCulture) : otherwise;
}
