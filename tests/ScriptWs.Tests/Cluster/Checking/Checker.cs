using System.Globalization;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster;

/// <summary>
/// Several servers with several clients each. Each client sends numbered messages to several topics, and notes what it gets. Afterwards
/// each loss is matched with the envelope that carried the message, and each missing envelope with a gap that the node counted.
/// </summary>
internal sealed class Checker : IAsyncDisposable
{
    private const int Nodes = 3, ClientsPerNode = 2, Topics = 8, BurstSize = 20;

    private const string Script = """
        export function onConnect(connection) {
          for (let i = 0; i < 8; i++) connection.subscribe(`topic ${i}`);
        }
        export function onMessage(connection, text) {
          server.publish(`topic ${text.split(" ")[1] % 8}`, text);
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly List<CheckedNode> _nodes = [];
    private readonly List<CheckedClient> _clients = [];
    private int _sent;

    private Checker()
    {
    }

    /// <param name="url">The broker's address.</param>
    /// <param name="timeout">The time that the broker has to answer.</param>
    public static async Task<Checker> StartAsync(string url, TimeSpan timeout)
    {
        var checker = new Checker();
        await File.WriteAllTextAsync(Path.Combine(checker._folder.Path, "main.js"), Script, TestContext.Current.CancellationToken);
        var options = new ScriptWsOptions
        {
            Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }],
            Endpoints = [new EndpointOptions { Path = "/", Script = "main.js" }],
            Script = Patience.Script,
            Cluster = new ClusterOptions { Url = url, Timeout = timeout, Lease = TimeSpan.FromMinutes(5) },
            BaseDirectory = checker._folder.Path,
        };
        for (var i = 0; i < Nodes; i++) checker._nodes.Add(await CheckedNode.StartAsync(options));
        await TwoServers.EventuallyAsync(() => checker._nodes.All(node => node.Server.Cluster!.Nodes.Count == Nodes));
        for (var i = 0; i < Nodes * ClientsPerNode; i++)
            checker._clients.Add(await CheckedClient.ConnectAsync(checker._nodes[i % Nodes], i));
        return checker;
    }

    /// <summary>Sends messages, no faster than each sender's own node delivers them.</summary>
    public async Task SendAsync(int bursts)
    {
        for (var burst = 0; burst < bursts; burst++)
        {
            var first = _sent;
            for (; _sent < first + BurstSize; _sent++)
            {
                foreach (var client in _clients) await client.SendAsync(_sent);
            }

            await TwoServers.EventuallyAsync(() => _clients.All(client => client.Has(CheckedClient.Message(client.Number, _sent - 1))));
        }
    }

    /// <summary>Sends for a time.</summary>
    public async Task SendForAsync(TimeSpan time)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(began) < time)
        {
            await SendAsync(bursts: 1);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <returns>The time until all nodes tell that the broker is lost.</returns>
    public async Task<TimeSpan> WhenLostAsync()
    {
        var began = TimeProvider.System.GetTimestamp();
        await TwoServers.EventuallyAsync(() => _nodes.All(node => node.Server.Cluster!.Problem is not null));
        return TimeProvider.System.GetElapsedTime(began);
    }

    /// <summary>Sends until each client has heard all others on every topic: what was lost before is known by then.</summary>
    public async Task SendUntilHeardAsync()
    {
        await TwoServers.EventuallyAsync(() => _nodes.All(node => node.Server.Cluster!.Problem is null));
        var end = TimeProvider.System.GetUtcNow() + Patience.Limit;
        for (var isHeard = false; !isHeard;)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < end, "The nodes did not hear each other again.");
            await SendAsync(bursts: 1);
            for (var i = 0; i < 50 && !(isHeard = HaveHeardTheLast()); i++) await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public CheckerVerdict Judge()
    {
        var (delivered, doubled, disordered, lost, silent, missed) = (0, 0, 0, 0, 0, 0L);
        foreach (var node in _nodes)
        {
            var (envelopes, messages) = MissingAt(node);
            missed += envelopes;
            foreach (var client in _clients.Where(client => client.Node == node))
            {
                var received = client.Received;
                var distinct = received.ToHashSet(StringComparer.Ordinal);
                delivered += received.Length;
                doubled += received.Length - distinct.Count;
                disordered += Disordered(received);
                string[] missing = [.. AllSent().Where(message => !distinct.Contains(message))];
                lost += missing.Length;
                silent += missing.Count(message => !messages.Contains(message));
            }
        }

        return new(
            _sent * _clients.Count, delivered, doubled, disordered, lost, silent, missed,
            _nodes.Sum(node => node.Counted("gaps")), _nodes.Sum(node => node.Counted("unsent")),
            _nodes.Sum(node => node.Counted("interruptions")), _nodes.Sum(node => node.Broker.Late.Count));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients) await client.DisposeAsync();
        foreach (var node in _nodes) await node.DisposeAsync();
        _folder.Dispose();
    }

    private static int Disordered(string[] received) => received
        .Select(message => message.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray())
        .GroupBy(words => (Client: words[0], Topic: words[1] % Topics))
        .Sum(topic => topic.Zip(topic.Skip(1)).Count(pair => pair.Second[1] < pair.First[1]));

    private IEnumerable<string> AllSent() =>
        _clients.SelectMany(client => Enumerable.Range(0, _sent).Select(number => CheckedClient.Message(client.Number, number)));

    /// <summary>
    /// The envelopes of other nodes, up to the last that came on each channel, that did not come to a node; and what was in them.
    /// </summary>
    private (long Envelopes, HashSet<string> Messages) MissingAt(CheckedNode node)
    {
        var (envelopes, messages) = (0L, new HashSet<string>(StringComparer.Ordinal));
        var last = node.Broker.Heard.Keys
            .GroupBy(heard => (heard.Channel, heard.Node))
            .ToDictionary(channel => channel.Key, channel => channel.Max(heard => heard.Sequence));
        foreach (var other in _nodes.Where(other => other != node))
        {
            foreach (var ((channel, sequence), sent) in other.Broker.Sent)
            {
                if (!channel.Contains(":t:", StringComparison.Ordinal)) continue;
                if (node.Broker.Heard.ContainsKey((channel, other.Number, sequence))) continue;
                if (sequence > last.GetValueOrDefault((channel, other.Number))) continue;
                envelopes++;
                messages.UnionWith(sent);
            }
        }

        return (envelopes, messages);
    }

    /// <summary>Whether the last message of each topic came: what came before it has come too, or is lost.</summary>
    private bool HaveHeardTheLast() => _clients.All(receiver => _clients.All(sender =>
        Enumerable.Range(_sent - Topics, Topics).All(number => receiver.Has(CheckedClient.Message(sender.Number, number)))));
}
