using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ScriptWs.Cli.Processes;
using ScriptWs.Tests.Cli;

namespace ScriptWs.Tests.Cluster;

/// <summary>
/// Two network namespaces with a wire between them: one for nodes, one for their broker. The machine's own network has no part.
/// </summary>
internal sealed class TwoNetworks : IAsyncDisposable
{
    private const string Wire = "wire", NodeAddress = "10.87.0.1", BrokerAddress = "10.87.0.2";

    private readonly TemporaryFolder _folder = new();
    private readonly string _nodes, _broker;
    private ServingProcess? _redis;

    private TwoNetworks()
    {
        var name = $"scriptws-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        (_nodes, _broker) = ($"{name}-n", $"{name}-b");
    }

    public static string Url => $"redis://{BrokerAddress}:6379";

    /// <summary>Makes both with a redis-server in one, or skips the test where that cannot be.</summary>
    public static async Task<TwoNetworks> StartAsync()
    {
        Assert.SkipUnless(Tool.Find("redis-server") is not null, "redis-server is not installed.");
        Assert.SkipUnless(Tool.Find("ip") is not null && Tool.Find("bash") is not null, "ip (iproute2) or bash is not installed.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Network namespaces require root.");
        var networks = new TwoNetworks();
        try
        {
            await networks.ConnectAsync();
        }
        catch
        {
            await networks.DisposeAsync();
            throw;
        }

        return networks;
    }

    /// <summary>Starts a node, which accepts clients of the machine and reaches nothing but the broker.</summary>
    public ServingProcess StartNode(string folder, params string[] args)
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        var port = $"{((IPEndPoint)socket.LocalEndpoint).Port}";
        var descriptor = Posix.Duplicate((int)socket.Server.Handle);
        try
        {
            // A socket stays in the network where it was made, whichever process inherits it.
            return ServingProcess.StartTool(
                folder,
                "bash",
                ["-c", $"export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$@\" 3<&{descriptor}", "bash", "ip", "netns", "exec", _nodes,
                    .. ServingProcess.Command, "run", "--listen", port, "--cluster:url", Url, .. args]);
        }
        finally
        {
            Posix.Close(descriptor);
        }
    }

    /// <summary>What is sent gets nowhere, and no side is told.</summary>
    public Task CutAsync() => IpAsync("-n", _broker, "link", "set", Wire, "down");

    public Task JoinAsync() => IpAsync("-n", _broker, "link", "set", Wire, "up");

    public async ValueTask DisposeAsync()
    {
        if (_redis is not null) await _redis.DisposeAsync();
        foreach (var name in (string[])[_nodes, _broker]) await Tool.RunAsync("ip", ["netns", "del", name], _folder.Path);
        _folder.Dispose();
    }

    private async Task ConnectAsync()
    {
        var (code, output) = await Tool.RunAsync("ip", ["netns", "add", _nodes], _folder.Path);
        Assert.SkipUnless(code == 0, $"This process may not make network namespaces: {output.Trim()}");
        await IpAsync("netns", "add", _broker);
        await IpAsync("link", "add", Wire, "netns", _nodes, "type", "veth", "peer", "name", Wire, "netns", _broker);
        foreach (var (network, address) in ((string, string)[])[(_nodes, NodeAddress), (_broker, BrokerAddress)])
        {
            await IpAsync("-n", network, "addr", "add", $"{address}/24", "dev", Wire);
            await IpAsync("-n", network, "link", "set", Wire, "up");
            await IpAsync("-n", network, "link", "set", "lo", "up");
        }

        _redis = ServingProcess.StartTool(
            _folder.Path, "ip", "netns", "exec", _broker, "redis-server", "--save", "", "--bind", BrokerAddress, "--protected-mode", "no");
        await _redis.LineAsync("Ready to accept connections");
    }

    private async Task IpAsync(params string[] arguments)
    {
        var (code, output) = await Tool.RunAsync("ip", arguments, _folder.Path);
        Assert.True(code == 0, output);
    }
}
