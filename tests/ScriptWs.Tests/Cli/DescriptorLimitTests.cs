using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace ScriptWs.Tests.Cli;

/// <summary>More clients than file descriptors, against the command with a real <c>ulimit -n</c>.</summary>
public sealed partial class DescriptorLimitTests
{
    private const string Echo = "export function onMessage(connection, text) { connection.send(text); }";
    private const string GetPage = "GET /page.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private const string GetNothing = "GET /nothing.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    private const string Configuration = """{ "listen": [{ "port": 0 }], "endpoints": [{ "path": "/", "script": "echo.js" }], "static": { "/": "public" }, "limits": { "closeTimeout": "100ms" } }""";

    private static readonly TimeSpan Bound = Patience.Limit;

    private static readonly string OpenWebSocket =
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    [Theory]
    [InlineData(256, false, false)]
    [InlineData(256, false, true)]
    [InlineData(256, true, false)]
    [InlineData(1024, false, true)]
    [InlineData(1024, true, false)]
    public async Task Clients_MoreThanDescriptors_WaitUntilOthersLeave(int limit, bool isWarm, bool isHttp)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is read on Linux.");
        using var folder = Folder();
        await using var server = Start(folder, limit);
        var address = await server.AddressAsync();
        await server.LineAsync("generation 1 is live");
        using var early = await DotNetClient.ConnectAsync(address);
        if (isWarm) await WarmUpAsync(address);

        var crowd = Crowd(address, limit, isHttp ? [GetPage, GetNothing, GetNothing, GetNothing] : [OpenWebSocket]);
        var warning = await server.LineAsync("stopped accepting");
        folder.Write("echo.js", Echo.Replace("(text)", "('2: ' + text)", StringComparison.Ordinal));
        await server.LineAsync("generation 2 went live");
        await early.SendAsync("still here");
        var echo = await early.ReceiveTextAsync();
        foreach (var client in crowd) client.Dispose();
        using var late = await DotNetClient.ConnectAsync(address);
        await late.SendAsync("back");

        Assert.EndsWith(
            $"stopped accepting: the process may open {limit} files, and all but its reserve of {limit / 5} are in use. New clients wait until others leave. "
            + "Raise the limit with \"ulimit -n\", or LimitNOFILE= in a systemd unit.", warning, StringComparison.Ordinal);
        Assert.Equal(("2: still here", "2: back"), (echo, await late.ReceiveTextAsync()));
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await GetAsync(address), StringComparison.Ordinal);
        Assert.Equal(0, await server.EndAsync());
        Assert.DoesNotContain(await server.RestAsync(), line => line.Contains("please report this", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_WithFewerDescriptorsThanItNeeds_SaysWhatToRaise()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is read on Linux.");
        using var folder = Folder();
        await using var server = Start(folder, 130);

        var line = await server.LineAsync("scriptws: ");

        Assert.Matches(@"^scriptws: the process may open 130 files, and \d+ of them are in use before the first client; raise the limit with ""ulimit -n"", or LimitNOFILE= in a systemd unit\.$", line);
        Assert.Equal(2, await server.ExitCodeAsync());
    }

    [Fact]
    public async Task Start_WithMoreConnectionsThanDescriptors_Warns()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The limit is read on Linux.");
        using var folder = Folder();
        await using var server = Start(folder, 1024, "--limits:maxConnections", "5000");

        var line = await server.LineAsync("limits.maxConnections");

        var found = RoomText().Match(line);
        Assert.True(found.Success, line);
        Assert.InRange(int.Parse(found.Groups["room"].Value, CultureInfo.InvariantCulture), 400, 1024 - 204);
        await server.LineAsync("generation 1 is live");
        Assert.Equal(0, await server.EndAsync());
    }

    [GeneratedRegex("""limits\.maxConnections: the process may open 1024 files, which leaves room for (?<room>\d+) connections \(found 5000\); raise the limit with "ulimit -n", or LimitNOFILE= in a systemd unit\.$""")]
    private static partial Regex RoomText();

    private static TemporaryFolder Folder()
    {
        var folder = new TemporaryFolder();
        folder.Write("echo.js", Echo);
        Directory.CreateDirectory(Path.Combine(folder.Path, "public"));
        folder.Write("public/page.html", new string('x', 100_000));
        folder.Write("server.json", Configuration);
        return folder;
    }

    private static ServingProcess Start(TemporaryFolder folder, int limit, params string[] args) => ServingProcess.StartTool(
        folder.Path, "bash", ["-c", $"ulimit -n {limit}; exec \"$@\"", "bash", .. ServingProcess.Command, "run", "server.json", .. args]);

    /// <summary>Loads what a first client loads: WebSockets, files, and an answer that refuses.</summary>
    private static async Task WarmUpAsync(Uri address)
    {
        using var client = await DotNetClient.ConnectAsync(address);
        await client.SendAsync("warm");
        Assert.Equal("warm", await client.ReceiveTextAsync());
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await GetAsync(address), StringComparison.Ordinal);
    }

    /// <summary>
    /// More clients than descriptors. What they send is on its way, and they read nothing. A page takes a descriptor too: a client
    /// that asks for one may be refused with 503 and leave, so most ask for what is not there and stay, which fills the server.
    /// </summary>
    private static List<Socket> Crowd(Uri address, int count, string[] requests)
    {
        var crowd = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            crowd.Add(socket);
            socket.Connect(address.Host, address.Port);
            socket.Send(Encoding.ASCII.GetBytes(requests[i % requests.Length]));
        }

        return crowd;
    }

    private static async Task<string> GetAsync(Uri address)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(GetPage.Replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n", StringComparison.Ordinal)), limit.Token);
        using var reader = new StreamReader(client.GetStream());
        return await reader.ReadToEndAsync(limit.Token);
    }
}
