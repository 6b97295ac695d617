namespace ScriptWs.Configuration;

/// <summary>Everything that a server.json holds; immutable.</summary>
public sealed record ScriptWsOptions
{
    /// <summary>Where the server listens; default 127.0.0.1:8080.</summary>
    [Setting("Where the server listens.")]
    public IReadOnlyList<ListenOptions> Listen { get; init; } = [new()];

    /// <summary>The paths that clients may ask for, each once; default <c>/</c> without a script.</summary>
    [Setting("The paths that clients may ask for, each once.")]
    public IReadOnlyList<EndpointOptions> Endpoints { get; init; } = [new()];

    /// <summary>Folders whose files are served over HTTP, by the path that they appear under; none by default.</summary>
    [Setting("Folders whose files are served over HTTP, by the path that they appear under, as in { \"/\": \"scripts/public\" }.")]
    public IReadOnlyDictionary<string, string> Static { get; init; } = new Dictionary<string, string>();

    /// <inheritdoc cref="HealthOptions"/>
    [Setting("What load balancers and supervisors ask by plain HTTP.")]
    public HealthOptions Health { get; init; } = new();

    /// <inheritdoc cref="AdminOptions"/>
    [Setting("A page that shows the server and works on it, on an address of its own.")]
    public AdminOptions Admin { get; init; } = new();

    /// <inheritdoc cref="ScriptOptions"/>
    [Setting("What handler scripts may use.")]
    public ScriptOptions Script { get; init; } = new();

    /// <inheritdoc cref="LimitsOptions"/>
    [Setting("Numbers that refuse.")]
    public LimitsOptions Limits { get; init; } = new();

    /// <inheritdoc cref="CompressionOptions"/>
    [Setting("Permessage-deflate (RFC 7692).")]
    public CompressionOptions Compression { get; init; } = new();

    /// <inheritdoc cref="ShutdownOptions"/>
    [Setting("How a server that stops lets its connections go.")]
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <inheritdoc cref="TlsOptions"/>
    [Setting("The certificate of the addresses with \"tls\": true.")]
    public TlsOptions Tls { get; init; } = new();

    /// <inheritdoc cref="AuthenticationOptions"/>
    [Setting("Who may come in.")]
    public AuthenticationOptions Authentication { get; init; } = new();

    /// <summary>Origins whose pages may connect beside the server's own; none by default; <c>*</c> for all.</summary>
    [Setting("Origins whose pages may connect beside the server's own; * for all.")]
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Whether clients without an Origin, which are no browsers, are refused; default <c>false</c>.</summary>
    [Setting("Whether clients without an Origin, which are no browsers, are refused.")]
    public bool RequireOrigin { get; init; }

    /// <summary>
    /// Names of this server, as in <c>chat.example.com</c> or <c>*.example.com</c>: a page is of the server's own origin under
    /// these only; none by default = any name, but where clients of this machine come in, <c>localhost</c> only. Addresses always count.
    /// </summary>
    [Setting("Names of this server under which pages are of its own origin; none for any name, but only localhost for clients of this machine.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <inheritdoc cref="AddressesOptions"/>
    [Setting("Where clients may come from.")]
    public AddressesOptions Addresses { get; init; } = new();

    /// <inheritdoc cref="HeartbeatOptions"/>
    [Setting("Pings that tell a dead connection from a silent one.")]
    public HeartbeatOptions Heartbeat { get; init; } = new();

    /// <inheritdoc cref="WatchdogOptions"/>
    [Setting("A restart after an unexpected stop.")]
    public WatchdogOptions Watchdog { get; init; } = new();

    /// <inheritdoc cref="SupervisionOptions"/>
    [Setting("A process of its own for the server, and one beside it that restarts it.", TakesFlag = true)]
    public SupervisionOptions Supervision { get; init; } = new();

    /// <inheritdoc cref="MetricsOptions"/>
    [Setting("Who is told what the server measures.")]
    public MetricsOptions Metrics { get; init; } = new();

    /// <inheritdoc cref="LogOptions"/>
    [Setting("What the command writes about its work.")]
    public LogOptions Log { get; init; } = new();

    /// <summary>Whether connections come from another web server (<see cref="ScriptWsServer.UpgradeAsync"/>), and no address is listened on; default <c>false</c>.</summary>
    public bool IsHosted { get; init; }

    /// <summary>The folder that relative paths start from: the configuration file's, or the current one.</summary>
    public string BaseDirectory { get; init; } = ".";

    /// <summary>The file that the options were read from, with its whole path; <c>null</c> for options made in C#.</summary>
    public string? File { get; init; }

    /// <summary>Checks options made in C# by the rules of server.json.</summary>
    /// <returns>What is wrong, each with its key and without a line; empty when all is well.</returns>
    public IReadOnlyList<ConfigurationError> Validate() => [.. OptionsRules.Check(this)];
}
