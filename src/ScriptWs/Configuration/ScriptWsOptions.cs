using System.Text.Json;

namespace ScriptWs.Configuration;

/// <summary>The settings of a server.json. Immutable.</summary>
public sealed record ScriptWsOptions
{
    /// <summary>Addresses that the server listens on. Default: <c>[]</c>.</summary>
    [Setting("Addresses that the server listens on.", Effect = Effect.Restart)]
    public IReadOnlyList<ListenOptions> Listen { get; init; } = [new()];

    /// <summary>Paths that clients can request, each listed once. Default: <c>[]</c>.</summary>
    [Setting("Paths that clients can request, each listed once.", Effect = Effect.NextHandshake)]
    public IReadOnlyList<EndpointOptions> Endpoints { get; init; } = [new()];

    /// <summary>Folders served over HTTP, keyed by URL path, as in <c>{ "/": "scripts/public" }</c>. Default: <c>{}</c>.</summary>
    [Setting("Folders served over HTTP, keyed by URL path, as in `{ \"/\": \"scripts/public\" }`.", Effect = Effect.Immediately)]
    public IReadOnlyDictionary<string, string> Static { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc cref="ClientOptions"/>
    [Setting("The client file that browsers import.", Effect = Effect.NextHandshake)]
    public ClientOptions Client { get; init; } = new();

    /// <inheritdoc cref="ResumptionOptions"/>
    [Setting("Lost connections that clients can resume.", Effect = Effect.Restart)]
    public ResumptionOptions Sessions { get; init; } = new();

    /// <inheritdoc cref="HealthOptions"/>
    [Setting("Health checks over plain HTTP for load balancers and supervisors.", Effect = Effect.NextHandshake)]
    public HealthOptions Health { get; init; } = new();

    /// <inheritdoc cref="AdminOptions"/>
    [Setting("Web page that monitors and controls the server, on its own address.", Effect = Effect.Restart)]
    public AdminOptions Admin { get; init; } = new();

    /// <inheritdoc cref="ScriptOptions"/>
    [Setting("Resources available to handler scripts.", Effect = Effect.NewEngines)]
    public ScriptOptions Script { get; init; } = new();

    /// <summary>Assemblies whose functions scripts import as <c>host:NAME</c>. Default: <c>[]</c>.</summary>
    [Setting("Assemblies whose functions scripts import as `host:NAME`.", Effect = Effect.Restart)]
    public IReadOnlyList<ModuleOptions> Modules { get; init; } = [];

    /// <summary>
    /// Values for scripts: <c>server.settings</c>. <c>{ "file": "/run/secrets/key" }</c> = the text of a file. Default:
    /// <c>{}</c>.
    /// </summary>
    [Setting(
        "Values for scripts: `server.settings`. `{ \"file\": \"/run/secrets/key\" }` = the text of a file.",
        Effect = Effect.NewEngines, IsSecret = true)]
    public JsonElement Settings { get; init; }

    /// <inheritdoc cref="FetchOptions"/>
    [Setting("Servers that scripts can reach with `fetch` and `WebSocket`.", Effect = Effect.NewEngines)]
    public FetchOptions Fetch { get; init; } = new();

    /// <inheritdoc cref="StorageOptions"/>
    [Setting("Values that scripts keep: `server.storage`.", Effect = Effect.Restart)]
    public StorageOptions Storage { get; init; } = new();

    /// <summary>Topics that keep their messages, or that connections are present in. Default: <c>[]</c>.</summary>
    [Setting("Topics that keep their messages, or that connections are present in.", Effect = Effect.Restart)]
    public IReadOnlyList<TopicOptions> Topics { get; init; } = [];

    /// <inheritdoc cref="PresenceOptions"/>
    [Setting("Who is present in topics whose rule has `presence`.", Effect = Effect.Restart)]
    public PresenceOptions Presence { get; init; } = new();

    /// <inheritdoc cref="LimitsOptions"/>
    [Setting("Limits on connections, messages and requests.", Effect = Effect.NextHandshake)]
    public LimitsOptions Limits { get; init; } = new();

    /// <inheritdoc cref="CompressionOptions"/>
    [Setting("Compression with permessage-deflate (RFC 7692).", Effect = Effect.NextHandshake)]
    public CompressionOptions Compression { get; init; } = new();

    /// <inheritdoc cref="ShutdownOptions"/>
    [Setting("How connections are closed when the server stops.", Effect = Effect.Immediately)]
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <inheritdoc cref="TlsOptions"/>
    [Setting("TLS for the addresses with `\"tls\": true`.", Effect = Effect.NextHandshake)]
    public TlsOptions Tls { get; init; } = new();

    /// <inheritdoc cref="AuthenticationOptions"/>
    [Setting("Who can connect.", Effect = Effect.NextHandshake)]
    public AuthenticationOptions Authentication { get; init; } = new();

    /// <summary>Origins whose pages can connect, in addition to the server's own. <c>*</c> = all. Default: <c>[]</c>.</summary>
    [Setting("Origins whose pages can connect, in addition to the server's own. `*` = all.", Effect = Effect.NextHandshake)]
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether clients without an <c>Origin</c> header, which are not browsers, are rejected. Default: <c>false</c>.</summary>
    [Setting("Whether clients without an `Origin` header, which are not browsers, are rejected.", Effect = Effect.NextHandshake)]
    public bool RequireOrigin { get; init; }

    /// <summary>
    /// Host names of this server. A page counts as the server's own only under these names or an IP address. Empty = any name,
    /// but only <c>localhost</c> for clients on this machine. Default: <c>[]</c>.
    /// </summary>
    [Setting(
        "Host names of this server. A page counts as the server's own only under these names "
        + "or an IP address. Empty = any name, but only `localhost` for clients on this machine.",
        Effect = Effect.NextHandshake)]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <inheritdoc cref="AddressesOptions"/>
    [Setting("Client addresses that can connect.", Effect = Effect.NextHandshake)]
    public AddressesOptions Addresses { get; init; } = new();

    /// <inheritdoc cref="HeartbeatOptions"/>
    [Setting("Pings that detect dead connections.", Effect = Effect.Immediately)]
    public HeartbeatOptions Heartbeat { get; init; } = new();

    /// <inheritdoc cref="WatchdogOptions"/>
    [Setting("Automatic restart after an unexpected stop.", Effect = Effect.Restart)]
    public WatchdogOptions Watchdog { get; init; } = new();

    /// <inheritdoc cref="SupervisionOptions"/>
    [Setting(
        "Supervising process that restarts the server process. `true` or `false` sets `enabled`.",
        Effect = Effect.Restart, TakesFlag = true)]
    public SupervisionOptions Supervision { get; init; } = new();

    /// <inheritdoc cref="MetricsOptions"/>
    [Setting("Export of metrics and traces.", Effect = Effect.Restart)]
    public MetricsOptions Metrics { get; init; } = new();

    /// <inheritdoc cref="ClusterOptions"/>
    [Setting("Other servers that share topics, broadcasts and messages with this one.", Effect = Effect.Restart)]
    public ClusterOptions Cluster { get; init; } = new();

    /// <inheritdoc cref="LogOptions"/>
    [Setting("Log of the `scriptws` command.", Effect = Effect.Immediately)]
    public LogOptions Log { get; init; } = new();

    /// <summary>
    /// Whether connections come from another web server (<see cref="ScriptWsServer.UpgradeAsync"/>), and the server listens on
    /// no address. Default: <c>false</c>.
    /// </summary>
    public bool IsHosted { get; init; }

    /// <summary>Folder that relative paths start from. Default: the folder of the configuration file, or the current one.</summary>
    public string BaseDirectory { get; init; } = ".";

    /// <summary>The whole paths of the files whose text is in <see cref="Settings"/>, of the server and its endpoints.</summary>
    internal IReadOnlyList<string> SecretFiles { get; init; } = [];

    /// <summary>Full path of the file that the options come from. <c>null</c> = made in C#.</summary>
    public string? File { get; init; }
}
