using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;
using ScriptWs.Supervision;

namespace ScriptWs.Benchmarks.Alive;

/// <summary>A listener that dies a thousand times, each time back after the interval, of a clock that is moved by hand; and what is left of it.</summary>
internal static class ListenerFaults
{
    private const int Faults = 1000, Clients = 10, Warm = 100;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10), Moment = TimeSpan.FromMilliseconds(1), Bound = TimeSpan.FromSeconds(30);

    public static async Task<bool> RunAsync()
    {
        var clock = new FakeTimeProvider();
        await using var server = new ScriptWsServer(
            new ScriptWsOptions
            {
                Listen = [new ListenOptions { Port = 0 }],
                Endpoints = [new EndpointOptions()],
                Watchdog = new() { Interval = Interval },
                Heartbeat = new() { Enabled = false },
            },
            timeProvider: clock);
        server.MessageReceived += (connection, text) => connection.Send(text);
        var status = new TaskCompletionSource();
        server.StatusChanged += now => (now.State == ServerState.Running ? status : null)?.TrySetResult();
        await server.StartAsync();
        await using var crowd = await Crowd.ConnectAsync(server.Addresses[0], Clients);
        var (early, before) = (0, default(Left));
        for (var fault = 1; fault <= Faults; fault++)
        {
            status = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            FaultInjection.KillListeners(server);
            clock.Advance(Interval - Moment);
            if (status.Task.IsCompleted) early++;
            clock.Advance(Moment);
            await status.Task.WaitAsync(Bound);
            await using (await Crowd.ConnectAsync(server.Addresses[0], 1))
            {
                // It listens again.
            }

            if (fault == Warm) before = await Left.OfAsync(server, Clients);
        }

        var after = await Left.OfAsync(server, Clients);
        Console.WriteLine($"{Faults} listener faults: back after {Interval.TotalSeconds} s of the clock each time, {early} early; connections open before: {crowd}");
        Console.WriteLine($"  after {Warm}: {before}; after {Faults}: {after}");
        return early == 0 && crowd.Lost == 0 && after.Files <= before.Files + 2 && after.Threads <= before.Threads + 4;
    }

    /// <summary>What this process holds.</summary>
    private readonly record struct Left(int Files, int Threads, long Memory)
    {
        public static async Task<Left> OfAsync(ScriptWsServer server, int connections)
        {
            while (server.ConnectionCount > connections) await Task.Delay(Moment);
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return new Left(Directory.GetFiles("/proc/self/fd").Length, Directory.GetDirectories("/proc/self/task").Length, GC.GetTotalMemory(forceFullCollection: true));
        }

        public override string ToString() => $"{Files} files, {Threads} threads, {Memory / 1024.0:N0} KiB";
    }
}
