using ScriptWs.Configuration;

namespace ScriptWs.Http.Admin;

/// <summary>The configuration of the page's own server, made from that of the server it shows.</summary>
internal static class AdminConfiguration
{
    /// <summary>Browsers and programs at the page at once, the connections for its files included.</summary>
    private const int MaxConnections = 64;

    /// <summary>What one of them may ask for: bytes in a message, and messages in a second.</summary>
    private const int MaxMessageSize = 64 * 1024, MessagesPerSecond = 20;

    /// <summary>What waits for a slow one; more is dropped, and shown by the next second's.</summary>
    private const int MaxBuffered = 4 << 20;

    /// <summary>For the closing handshakes at the end.</summary>
    private static readonly TimeSpan TimeToGo = TimeSpan.FromSeconds(1);

    /// <summary>Where the page is, and its WebSocket.</summary>
    public const string PagePath = "/";

    public static ScriptWsOptions Of(ScriptWsOptions served) => new()
    {
        BaseDirectory = served.BaseDirectory,
        Listen = [new ListenOptions { Address = served.Admin.Address, Port = served.Admin.Port, Tls = served.Admin.Tls }],
        Endpoints = [For(PagePath, served.Admin.Role), .. AdminPage.MetricsPathOf(served) is { } metrics && served.Metrics.Prometheus.Role is { } role ? [For(metrics, served.Admin.Role, role)] : Array.Empty<EndpointOptions>()],
        Authentication = served.Authentication with
        {
            Enabled = true,
            AllowAnonymous = false,
            Reject = RejectionMode.Http,
            Prefix = "/sgc",
            Basic = new() { Enabled = true },
            Session = new() { Enabled = true },
            Url = new() { Enabled = false },
        },
        Tls = served.Tls,
        Hosts = served.Hosts,
        Addresses = served.Addresses,
        Limits = new()
        {
            MaxConnections = MaxConnections,
            MaxMessageSize = MaxMessageSize,
            MessageRate = new() { Count = MessagesPerSecond, Per = TimeSpan.FromSeconds(1) },
            MaxBufferedAmount = MaxBuffered,
            OnSlowConsumer = SlowConsumerPolicy.Drop,
        },
        Compression = new() { Enabled = true },
        Shutdown = new() { Grace = TimeToGo },
        Script = new() { Watch = false },
    };

    private static EndpointOptions For(string path, params string[] roles) => new() { Path = path, Authentication = new() { Enabled = true, AllowAnonymous = false, Roles = roles } };
}
