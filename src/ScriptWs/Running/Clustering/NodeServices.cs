using ScriptWs.Authentication;
using ScriptWs.Cluster;
using ScriptWs.Connections;
using ScriptWs.Scripting;
using ScriptWs.Storage;

namespace ScriptWs.Running;

/// <summary>What this run does together with other nodes, beside messages. Outside a cluster it is alone. Any thread.</summary>
internal sealed class NodeServices : INodeServices, IEntryReceiver, IAsyncDisposable
{
    private readonly RunContext _run;

    /// <summary>What the nodes keep together; opened by what needs it first.</summary>
    private readonly Lazy<IStorage>? _state;

    private readonly Lazy<ClusterJobs>? _jobs;

    private readonly UserRates? _rates;

    public NodeServices(RunContext run, ConnectionTerms connections)
    {
        _run = run;
        Closes = new NodeCloses(connections.Registry);
        Listings = new NodeListings(run, connections.Registry);
        Events = new NodeEvents(run);
        if (run.Options.Cluster.Url is not null) _state = new(() => _run.Storage.OpenState(_run.Options));
        if (run.Options.Limits.UserMessageRate is { } rate)
            _rates = new UserRates(rate, _state is null ? null : () => _state.Value, run.Clock, run.Log);
        if (_state is null) return;

        _jobs = new(() => new ClusterJobs(_state.Value, _run.Options.Cluster.Lease, _run.Clock, _run.Log));
    }

    /// <inheritdoc cref="INodeServices.Events"/>
    public NodeEvents Events { get; }

    INodeEvents INodeServices.Events => Events;

    /// <summary>Closes connections of all nodes.</summary>
    public NodeCloses Closes { get; }

    /// <summary>Connections of all nodes, for people.</summary>
    public NodeListings Listings { get; }

    /// <summary>Failed logins of all nodes.</summary>
    public NodeLogins Logins { get; } = new();

    /// <summary>What the nodes keep together; <c>null</c> outside a cluster.</summary>
    public IStorage? State => _state?.Value;

    /// <summary>The messages of users; <c>null</c> without a limit.</summary>
    public Func<string, IMessageAllowance>? AllowanceOf => _rates is null ? null : _rates.Of;

    /// <summary>Connects it, before the first script runs a turn that could use it.</summary>
    public void Begin(EndpointTable endpoints, ClusterNode? node)
    {
        Events.Begin(endpoints, node);
        Logins.Begin(node);
        Closes.Begin(node);
        Listings.Begin(node);
        if (node is not null) node.Entries = this;
    }

    public bool TryReceive(uint sender, EntryKind kind, ReadOnlySpan<byte> body) =>
        kind switch
        {
            EntryKind.Login => Logins.TryReceive(body),
            EntryKind.Close => Closes.TryReceive(body),
            EntryKind.List or EntryKind.Listing => Listings.TryReceive(sender, kind, body),
            _ => Events.TryReceive(sender, kind, body),
        };

    public JobClaim? JobsOf(string endpoint) =>
        _jobs is null ? null : (job, due) => _jobs.Value.ClaimAsync(endpoint, job, due);

    public async ValueTask DisposeAsync()
    {
        if (_jobs is { IsValueCreated: true }) await _jobs.Value.DisposeAsync().ConfigureAwait(false);
        if (_state is { IsValueCreated: true }) await _state.Value.DisposeAsync().ConfigureAwait(false);
    }
}
