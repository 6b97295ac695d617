using System.Runtime.InteropServices;
using ScriptWs.Configuration;

namespace ScriptWs.Cli.Nodes;

/// <summary>
/// <c>scriptws run --nodes N</c>: N nodes of one cluster on this machine, with a redis-server if no broker is configured. It ends when
/// all nodes have ended.
/// </summary>
internal sealed class NodesRun(ScriptWsOptions options, IReadOnlyList<string> arguments, Streams streams, StopSignal stop)
{
    public const int Max = 32;

    /// <exception cref="CommandException">There is no broker, or no such ports.</exception>
    public async Task<int> RunAsync(int count)
    {
        stop.Watch();
        await using var broker = options.Cluster.Url is null
            ? await LocalBroker.StartAsync(Environment.GetEnvironmentVariable("PATH"), stop.First)
            : null;
        var address = broker?.Url ?? options.Cluster.Url;
        if (options.Cluster.Url?.StartsWith("memory:", StringComparison.Ordinal) == true)
        {
            throw new CommandException(
                "--nodes: cluster.url is memory of one process; remove it to start a redis-server, or name one that runs.");
        }

        string[][] lines =
        [
            .. Enumerable.Range(1, count).Select(number => NodeArguments.Of(arguments, options, broker?.Url, number).ToArray()),
        ];
        await streams.Out.WriteLineAsync($"{count} nodes of the cluster {options.Cluster.Name} at {address}");
        var nodes = new List<NodeProcess>();
        try
        {
            for (var i = 0; i < count; i++) nodes.Add(NodeProcess.Start(NodeArguments.NameOf(i + 1), lines[i], streams));
            stop.Catch(PosixSignal.SIGHUP, () => nodes.ForEach(node => node.Reload()));
            await using var first = stop.First.Register(() => nodes.ForEach(node => node.Stop()));
            await using var second = stop.Second.Register(() => nodes.ForEach(node => node.Kill()));
            var codes = await Task.WhenAll(nodes.Select(node => ObserveAsync(node, nodes)));
            return codes.FirstOrDefault(code => code != ExitCode.Fine);
        }
        finally
        {
            foreach (var node in nodes)
            {
                node.Kill();
                node.Dispose();
            }
        }
    }

    /// <summary>
    /// A node that cannot start ends all: the others would have the same fault. One that dies later leaves the others working.
    /// </summary>
    private async Task<int> ObserveAsync(NodeProcess node, List<NodeProcess> all)
    {
        var code = await node.EndAsync();
        if (!stop.First.IsCancellationRequested) await streams.Out.WriteLineAsync($"{node.Name} ended with exit code {code}");
        if (code == ExitCode.Mendable) all.ForEach(other => other.Stop());
        return code;
    }
}
