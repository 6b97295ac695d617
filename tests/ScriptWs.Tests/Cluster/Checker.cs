using System.Globalization;
using ScriptWs.Tests.Diagnostics;

namespace ScriptWs.Tests.Cluster;

/// <summary>One client on each of two servers. Each sends numbered messages to several topics, and notes what it gets.</summary>
internal sealed class Checker : IAsyncDisposable
{
    private const int Topics = 8, BurstSize = 40;

    private const string Script = """
        export function onConnect(connection) {
          for (let i = 0; i < 8; i++) connection.subscribe(`topic ${i}`);
        }
        export function onMessage(connection, text) {
          server.publish(`topic ${text.split(" ")[1] % 8}`, text);
        }
        """;

    private readonly TwoServers _servers;
    private readonly Measurements[] _measured;
    private readonly DotNetClient[] _clients;
    private readonly List<(int Sender, int Number)>[] _received = [[], []];
    private readonly Task[] _reading;
    private int _sent;

    private Checker(TwoServers servers, DotNetClient[] clients)
    {
        (_servers, _clients) = (servers, clients);
        _measured = [new Measurements(servers.First), new Measurements(servers.Second)];
        _reading = [ReadAsync(0), ReadAsync(1)];
    }

    public static async Task<Checker> StartAsync(string url)
    {
        var servers = await TwoServers.StartAsync(url, Script);
        await servers.MeetAsync();
        return new Checker(servers, [
            await DotNetClient.ConnectAsync(servers.First.Addresses[0]), await DotNetClient.ConnectAsync(servers.Second.Addresses[0])]);
    }

    /// <summary>Sends messages, no faster than the sender's own node delivers them.</summary>
    public async Task SendAsync(int bursts)
    {
        for (var burst = 0; burst < bursts; burst++)
        {
            var first = _sent;
            for (; _sent < first + BurstSize; _sent++)
            {
                var number = _sent.ToString(CultureInfo.InvariantCulture);
                await _clients[0].SendAsync($"0 {number}");
                await _clients[1].SendAsync($"1 {number}");
            }

            await TwoServers.EventuallyAsync(() => Has(0, 0, _sent - 1) && Has(1, 1, _sent - 1));
        }
    }

    /// <summary>Sends until each client has heard the other on every topic: what was lost before is known by then.</summary>
    public async Task SendUntilHeardAsync()
    {
        await TwoServers.EventuallyAsync(() => _servers.First.Cluster!.Problem is null && _servers.Second.Cluster!.Problem is null);
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        for (var isHeard = false; !isHeard;)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "The nodes did not hear each other again.");
            await SendAsync(bursts: 1);
            for (var i = 0; i < 50 && !(isHeard = HasHeardTheLast()); i++) await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public CheckerVerdict Judge()
    {
        var (delivered, doubled, disordered, lost, silent) = (0, 0, 0, 0, 0);
        var declared = _measured.Select(Declared).ToArray();
        for (var receiver = 0; receiver < 2; receiver++)
        {
            (int Sender, int Number)[] received;
            lock (_received[receiver]) received = [.. _received[receiver]];
            delivered += received.Length;
            foreach (var topic in received.GroupBy(message => (message.Sender, message.Number % Topics)))
            {
                var numbers = topic.Select(message => message.Number).ToArray();
                doubled += numbers.Length - numbers.Distinct().Count();
                disordered += numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second < pair.First);
            }

            for (var sender = 0; sender < 2; sender++)
            {
                var missing = _sent - received.Where(message => message.Sender == sender).Distinct().Count();
                lost += missing;
                if (declared[receiver] + declared[sender] == 0) silent += missing;
            }
        }

        return new(2 * _sent, delivered, doubled, disordered, lost, silent, declared.Sum());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) client.Abort();
        await Task.WhenAll(_reading);
        foreach (var client in _clients) client.Dispose();
        foreach (var measured in _measured) measured.Dispose();
        await _servers.DisposeAsync();
    }

    private static long Declared(Measurements measured) => (long)measured.Collect()
        .Where(pair => pair.Key is "scriptws.cluster.gaps" or "scriptws.cluster.unsent" or "scriptws.cluster.interruptions")
        .Sum(pair => pair.Value);

    /// <summary>Whether the last message of each topic came: what came before it has come too, or is lost.</summary>
    private bool HasHeardTheLast() =>
        Enumerable.Range(_sent - Topics, Topics).All(number => Has(0, 1, number) && Has(1, 0, number));

    private bool Has(int receiver, int sender, int number)
    {
        lock (_received[receiver]) return _received[receiver].Contains((sender, number));
    }

    private async Task ReadAsync(int receiver)
    {
        try
        {
            while (true)
            {
                var words = (await _clients[receiver].ReceiveTextAsync()).Split(' ');
                var message = (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[1], CultureInfo.InvariantCulture));
                lock (_received[receiver]) _received[receiver].Add(message);
            }
        }
        catch (Exception e) when (e is System.Net.WebSockets.WebSocketException or OperationCanceledException)
        {
            // The run ends.
        }
    }
}
