using System.Diagnostics;
using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Benchmarks.Observing;

/// <summary>
/// What it costs a message that somebody watches. The watchers take turns, and of each the fastest round counts: whatever else
/// the machine does can only make a round slower.
/// </summary>
internal static class ObservedRun
{
    private const int Batches = 2000; // of a round

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 200;
        await using var server = new ScriptWsServer(new ScriptWsOptions());
        using var connection = new ScriptedConnection("connection.send(text)", server.Hooks.Instruments.Of("/"));
        var fastest = Watcher.All.ToDictionary(watcher => watcher, _ => (Nanoseconds: double.MaxValue, Bytes: double.MaxValue));
        for (var round = 0; round < rounds; round++)
        {
            foreach (var watcher in Watcher.All)
            {
                using var watching = watcher.Begin(server);
                var (time, bytes) = Measure(connection);
                fastest[watcher] = (Math.Min(time, fastest[watcher].Nanoseconds), Math.Min(bytes, fastest[watcher].Bytes));
            }
        }

        var alone = fastest[Watcher.All[0]];
        Console.WriteLine("| who watches | a message | garbage |\n|---|---:|---:|");
        foreach (var (watcher, (time, bytes)) in fastest)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {watcher.Name} | {time:0} ns ({(time / alone.Nanoseconds) - 1:+0.0 %;-0.0 %}) | {bytes:0} B |"));
        return 0;
    }

    private static (double Nanoseconds, double Bytes) Measure(ScriptedConnection connection)
    {
        var (began, before) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        for (var batch = 0; batch < Batches; batch++) connection.Receive();
        const double Messages = (double)Batches * ScriptedConnection.Frames;
        return (Stopwatch.GetElapsedTime(began).TotalNanoseconds / Messages, (GC.GetAllocatedBytesForCurrentThread() - before) / Messages);
    }
}
