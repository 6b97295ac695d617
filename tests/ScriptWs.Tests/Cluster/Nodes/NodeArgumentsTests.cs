using ScriptWs.Cli;
using ScriptWs.Cli.Nodes;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Cluster;

/// <summary>What <c>scriptws run --nodes</c> starts its nodes with.</summary>
public sealed class NodeArgumentsTests
{
    private static readonly ScriptWsOptions Options = new()
    {
        Listen = [new ListenOptions { Port = 8080, Address = "127.0.0.1" }, new ListenOptions { Port = 8443, Address = "::1", Tls = true }],
        Admin = new AdminOptions { Enabled = true, Port = 9090 },
    };

    [Theory]
    [InlineData("run --nodes 3 chat --listen 8080")]
    [InlineData("run --nodes=3 chat --listen=8080")]
    [InlineData("run chat --listen 8080 --listen 8443 --nodes 3")]
    public void Arguments_OfTheSecondNode_HaveTheNextPortsAndItsName(string line) => Assert.Equal(
        "run chat --listen 127.0.0.1:8081 --listen wss://[::1]:8444 --admin:port 9091 "
            + "--cluster:url redis://127.0.0.1:1 --cluster:node node2",
        string.Join(' ', NodeArguments.Of(line.Split(' '), Options, "redis://127.0.0.1:1", 2)));

    [Fact]
    public void Arguments_WithAConfiguredBroker_LeaveItsAddress() => Assert.Equal(
        "run --log-level debug --listen 127.0.0.1:8080 --listen wss://[::1]:8443 --admin:port 9090 --cluster:node node1",
        string.Join(' ', NodeArguments.Of(["run", "--log-level", "debug"], Options, null, 1)));

    [Fact]
    public void Port_ThatIsAnyFreeOne_StaysSo()
    {
        var options = new ScriptWsOptions { Listen = [new ListenOptions { Address = "127.0.0.1", Port = 0 }] };

        Assert.Contains("127.0.0.1:0", NodeArguments.Of(["run"], options, null, 5));
    }

    [Fact]
    public void Port_OverTheLastOne_IsRefused()
    {
        var options = new ScriptWsOptions { Listen = [new ListenOptions { Address = "127.0.0.1", Port = 65535 }] };

        var refused = Assert.Throws<CommandException>(() => NodeArguments.Of(["run"], options, null, 2));

        Assert.Equal("--nodes: node 2 would have port 65536, and 65535 is the last; begin with a lower one.", refused.Message);
    }

    [Fact]
    public async Task Broker_OfAMachineWithoutOne_SaysWhatToDo()
    {
        var refused = await Assert.ThrowsAsync<CommandException>(
            () => LocalBroker.StartAsync("/nowhere", TestContext.Current.CancellationToken));

        Assert.Equal(
            "--nodes: no redis-server is installed here; install it (\"apt install redis-server\"), or set cluster.url to one that runs.",
            refused.Message);
    }
}
