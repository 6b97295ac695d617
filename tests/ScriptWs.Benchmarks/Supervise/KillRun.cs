using System.Net.Sockets;

namespace ScriptWs.Benchmarks.Supervise;

/// <summary>kill -9 of the process that serves, again and again, while clients come and go.</summary>
internal sealed class KillRun
{
    private const int Comers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Clients come and go in peace for so long before the next kill.</summary>
    private static readonly TimeSpan Peace = TimeSpan.FromMilliseconds(200);

    private int _served, _refused, _cut, _hung;

    /// <returns>Whether nobody was refused.</returns>
    public async Task<bool> RunAsync(int kills)
    {
        await using var server = new SupervisedCommand("export function onMessage(connection, text) { connection.send(text); }");
        var address = await server.AddressAsync();
        using var end = new CancellationTokenSource();
        var comers = Enumerable.Range(0, Comers).Select(_ => ComeAndGoAsync(address, end.Token)).ToList();
        List<TimeSpan> times = [];
        for (var i = 0; i < kills; i++)
        {
            var child = await server.ServingAsync();
            await Task.Delay(Peace);
            var killed = TimeProvider.System.GetTimestamp();
            SupervisedCommand.Kill(child);
            await AskAsync(address);
            times.Add(TimeProvider.System.GetElapsedTime(killed));
        }

        await end.CancelAsync();
        await Task.WhenAll(comers);
        Console.WriteLine($"{kills} times kill -9 while {Comers} clients came and went: {_served} were served, {_refused} refused, {_cut} cut off in the middle, {_hung} without an answer");
        SuperviseRun.Print("from the kill to the first answer", times);
        return _refused == 0 && _hung == 0;
    }

    private async Task ComeAndGoAsync(Uri address, CancellationToken end)
    {
        while (!end.IsCancellationRequested) Count(await TryAskAsync(address));
    }

    private void Count(SocketError? problem)
    {
        switch (problem)
        {
            case null:
                Interlocked.Increment(ref _served);
                break;
            case SocketError.ConnectionRefused:
                Interlocked.Increment(ref _refused);
                break;
            case SocketError.TimedOut:
                Interlocked.Increment(ref _hung);
                break;
            default:
                Interlocked.Increment(ref _cut); // it was being served by the process that was killed
                break;
        }
    }

    /// <summary>Until there is an answer: the one that was accepted by the process that dies is cut off.</summary>
    private async Task AskAsync(Uri address)
    {
        while (await TryAskAsync(address) is { } problem) Count(problem);
    }

    private static async Task<SocketError?> TryAskAsync(Uri address)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            using var client = await WireClient.ConnectAsync(address, patience.Token);
            await client.SendAsync("hello", patience.Token);
            await client.ReceiveAsync(patience.Token);
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
        catch (IOException)
        {
            return SocketError.ConnectionReset;
        }
        catch (OperationCanceledException)
        {
            return SocketError.TimedOut;
        }
    }
}
