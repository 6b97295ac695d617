using System.Collections.Concurrent;
using System.Globalization;

namespace ScriptWs.Benchmarks.Supervise;

/// <summary>One process hands over to the next while clients talk. What the script has handled of each connection must be what its client was answered.</summary>
internal static class HandOverRun
{
    private const string Script = """
        const handled = new Map();
        export function onMessage(connection, text) {
          handled.set(connection, [text.split(' ')[0], (handled.get(connection)?.[1] ?? 0) + 1]);
          connection.send(text);
        }
        export function onDisconnect(connection) {
          const [name, count] = handled.get(connection) ?? ['', 0];
          handled.delete(connection);
          console.log(`left ${name} ${count}`);
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Peace = TimeSpan.FromSeconds(3);

    /// <returns>Whether nothing was lost, and everybody heard 1012.</returns>
    public static async Task<bool> RunAsync(int clients, int handOvers)
    {
        await using var server = new SupervisedCommand(Script);
        var handled = new ConcurrentDictionary<string, int>();
        var allLeft = new SemaphoreSlim(0);
        server.Printed += line =>
        {
            if (line.Split("Script: left ") is not [_, var left]) return;
            var (name, count) = (left.Split(' ')[0], int.Parse(left.Split(' ')[1], CultureInfo.InvariantCulture));
            if (name.Length > 0) handled[name] = count;
            allLeft.Release();
        };
        var address = await server.AddressAsync();
        await server.ServingAsync();
        using var end = new CancellationTokenSource();
        var talkers = Enumerable.Range(0, clients).Select(i => new Talker($"c{i}", address)).ToList();
        var talks = talkers.Select(talker => talker.TalkAsync(BetweenMessages, Patience, end.Token)).ToList();
        for (var i = 0; i < handOvers; i++)
        {
            await Task.Delay(Peace);
            server.HandOver();
            await server.ServingAsync();
            for (var left = 0; left < clients; left++)
            {
                if (!await allLeft.WaitAsync(Patience)) throw new TimeoutException("Not everybody was let go.");
            }
        }

        await Task.Delay(Peace);
        await end.CancelAsync();
        await Task.WhenAll(talks);

        var closed = talkers.SelectMany(talker => talker.Closed).ToList();
        var lost = closed.Count(one => handled.GetValueOrDefault(one.Name) != one.Answered);
        Console.WriteLine(
            $"{handOvers} handovers under {clients} clients: {talkers.Sum(talker => talker.Answered)} messages answered, {closed.Count} closes, {closed.Count(one => one.Code == 1012)} with 1012; "
            + $"{lost} connections of which another number was handled than answered; {talkers.Sum(talker => talker.Again)} messages met the Close frame and were sent again; {talkers.Sum(talker => talker.Cut)} cut off");
        SuperviseRun.Print("from the Close frame to the next answer", closed.Where(one => one.Gap > TimeSpan.Zero).Select(one => one.Gap));
        return lost == 0 && closed.Count == clients * handOvers && closed.All(one => one.Code == 1012) && talkers.All(talker => talker.Cut == 0);
    }
}
