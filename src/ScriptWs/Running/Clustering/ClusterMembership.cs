using System.Globalization;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Connections;
using ScriptWs.Protocol;

namespace ScriptWs.Running;

/// <summary>The node that this run is in a cluster, if one is configured.</summary>
internal sealed class ClusterMembership
{
    private readonly RunContext _run;
    private readonly ConnectionRegistry _registry;
    private readonly EndpointTable _endpoints;
    private readonly NodeServices _nodes;

    /// <exception cref="ScriptWsException">No package has the broker.</exception>
    public ClusterMembership(RunContext run, ConnectionTerms connections, EndpointTable endpoints, NodeServices nodes)
    {
        (_run, _registry, _endpoints, _nodes) = (run, connections.Registry, endpoints, nodes);
        connections.AllowanceOf = nodes.AllowanceOf;
        nodes.Begin(endpoints, null);
        if (run.Options.Cluster is not { Url: { } url } options) return;

        var broker = CreateBroker(BrokerAddress.Parse(url, out _)!, options);
        var figures = new ClusterFigures(run.Hooks.Instruments.Meter);
        Node = new ClusterNode(options, broker, _registry, figures, DescribeScripts, run.Clock, run.Log);
        connections.Node = Node.Number;
        _registry.Remote = Node;
        nodes.Begin(endpoints, Node);
        var refusal = HttpRefusals.BrokerIsLost(Admission.RetryAfter);
        connections.Admission.Obstacle = () => Node.RefusesClients ? refusal : null;
    }

    /// <summary><c>null</c> outside a cluster.</summary>
    public ClusterNode? Node { get; }

    public bool IsIdle => Node?.IsIdle ?? true;

    public ClusterStatus? Status => Node is { } node
        ? new ClusterStatus(_run.Options.Cluster.Name, node.Broker, node.Problem, [Here(node), .. node.Others.Select(There)])
        : null;

    /// <summary>Joins the cluster before clients come. A broker that is not there yet does not keep the server from serving.</summary>
    /// <exception cref="ScriptWsException">The other nodes have other settings.</exception>
    public async Task JoinAsync()
    {
        if (Node is null) return;

        try
        {
            await Node.StartAsync().ConfigureAwait(false);
        }
        catch (BrokerException e)
        {
            throw new ScriptWsException(e.Message, e);
        }
    }

    public async Task LeaveAsync()
    {
        await _nodes.DisposeAsync().ConfigureAwait(false);
        if (Node is not null) await Node.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes a connection, on whichever node it is.</summary>
    /// <returns><c>false</c> when it is not there, and its id names no node that is.</returns>
    public bool Close(Guid id, CloseStatus status) => _nodes.Closes.Close(id, status);

    /// <summary>Connections of all nodes, for people.</summary>
    public NodeListings Listings => _nodes.Listings;

    private ClusterNodeStatus Here(ClusterNode node) =>
        new(Id(node.Number), node.Name, ClusterNode.Version, DescribeScripts(), _registry.Count)
        {
            Processor = node.Shown.Processor,
            Memory = node.Shown.Memory,
        };

    private static ClusterNodeStatus There(KnownNode node) =>
        new(Id(node.Number), node.Beat.Name, node.Beat.Version, node.Beat.Scripts, node.Beat.Connections)
        {
            Processor = node.Beat.Processor,
            Memory = node.Beat.Memory,
        };

    private static string Id(uint number) => number.ToString("x8", CultureInfo.InvariantCulture);

    private IBroker CreateBroker(BrokerAddress address, ClusterOptions options)
    {
        if (address.Kind == BrokerKind.Memory) return new MemoryBroker(address.Name, _run.Clock);
        if (_run.Hooks.CreateBroker is { } create) return create(address, options, _run.Log);
        throw new ScriptWsException("cluster.url requires the package ScriptWs.Redis; call server.UseRedis() before the start.");
    }

    private string DescribeScripts() => string.Join(", ", _endpoints.Scripts.Select(script => $"{script.Path} {script.Generation}"));
}
