using System.Globalization;

namespace ScriptWs.Benchmarks.Calling;

/// <summary>What a call of C# costs a script beside a plain turn: time and garbage of 100,000 messages that make one call each.</summary>
internal static class CallRun
{
    private const int Messages = 100_000;

    private static readonly (string Name, string Body)[] Bodies =
    [
        ("plain turn", "connection.send(text)"),
        ("Sync = true", "connection.send(it.same(text))"),
        ("promise, done at once", "connection.send(await it.ready(text))"),
        ("promise, later", "connection.send(await it.later(text))"),
        ("promise of a record, later", "connection.send((await it.order(7)).item)"),
        ("iterator of 1 item", "for await (const one of it.one(text)) connection.send(one)"),
    ];

    public static Task<int> RunAsync()
    {
        Console.WriteLine("| a message with | µs | bytes |\n|---|---|---|");
        foreach (var (name, body) in Bodies)
        {
            using var script = new CallingScript(body);
            script.Run(Messages / 10);
            script.Run(Messages / 10);
            var (began, garbage) = (TimeProvider.System.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
            script.Run(Messages);
            var (time, bytes) = (TimeProvider.System.GetElapsedTime(began), GC.GetTotalAllocatedBytes(precise: true) - garbage);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {name} | {time.TotalMicroseconds / Messages:0.00} | {bytes / Messages} |"));
        }

        return Task.FromResult(0);
    }
}
