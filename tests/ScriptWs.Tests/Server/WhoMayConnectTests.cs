using System.Net;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Configuration;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Server;

/// <summary>Origins, address rules and trusted proxies over a real socket.</summary>
public sealed class WhoMayConnectTests
{
    private const string ToldAddress = "export const onConnect = (connection) => connection.send(connection.remoteAddress);";
    private const string Nobody = "101 text \"hello nobody\" close";

    [Theory]
    [InlineData("", Nobody)]
    [InlineData("Origin: http://localhost\r\n", Nobody)]
    [InlineData("Origin: https://app.example.com\r\n", Nobody)]
    [InlineData("Origin: https://evil.example\r\n", "403")]
    [InlineData("Origin: null\r\n", "403")]
    [InlineData("Origin: https://app.example.com.evil\r\n", "403")]
    public async Task Origin_OfAnUpgrade_DecidesForBrowsers(string header, string expected)
    {
        await using var server = await StartAsync(options => options with { Origins = ["https://*.example.com"] });

        Assert.Equal(expected, await server.OpenAsync("/", header));
    }

    [Fact]
    public async Task Origin_ThatIsRefused_IsLoggedOnceWithWhatToDo()
    {
        await using var server = await StartAsync(options => options);
        for (var i = 0; i < 3; i++) await server.OpenAsync("/", "Origin: https://evil.example\r\n");

        Assert.Equal(
            ["A page of https://evil.example was refused; list it in \"origins\" if its pages may connect. This is logged once per origin."], server.Log.Warnings);
    }

    [Fact]
    public async Task Origin_ThatIsRequired_IsAskedOfEverybody()
    {
        await using var server = await StartAsync(options => options with { RequireOrigin = true });

        Assert.Equal(["403", Nobody], new[] { await server.OpenAsync("/"), await server.OpenAsync("/", "Origin: http://localhost\r\n") });
    }

    [Fact]
    public async Task Login_OfAListedPage_MayBeReadByIt()
    {
        await using var server = await GuardedServer.StartAsync(change: options => options with { Origins = ["https://app.example.com"] });
        const string Login = "/sgc/req/auth/session", Page = "Origin: https://app.example.com\r\n";

        var preflight = Text(await server.AnswerAsync("OPTIONS", Login, Page + "Access-Control-Request-Method: POST\r\n"));
        var wrong = Text(await server.AnswerAsync("POST", Login, Page, "{ \"user\": \"alice\", \"password\": \"x\" }"));
        var evil = Text(await server.AnswerAsync("POST", Login, "Origin: https://evil.example\r\n", "{ \"user\": \"alice\", \"password\": \"x\" }"));

        Assert.StartsWith("HTTP/1.1 200 ", preflight, StringComparison.Ordinal);
        Assert.Contains("\r\nAccess-Control-Allow-Methods: GET, POST\r\n", preflight, StringComparison.Ordinal);
        Assert.Contains("\r\nAccess-Control-Allow-Headers: Authorization, Content-Type\r\n", preflight, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401 ", wrong, StringComparison.Ordinal);
        Assert.Contains("\r\nAccess-Control-Allow-Origin: https://app.example.com\r\n", wrong, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 403 ", evil, StringComparison.Ordinal);
        Assert.DoesNotContain("Access-Control", evil, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "", Nobody)]
    [InlineData("10.0.0.0/8", "", "dropped")]
    [InlineData("", "127.0.0.1", "dropped")]
    public async Task Address_OfAClient_DecidesBeforeAnythingIsRead(string allow, string deny, string expected)
    {
        await using var server = await StartAsync(options => options with { Addresses = new() { Allow = List(allow), Deny = List(deny) } });

        Assert.Equal(expected, await DroppedOr(server.OpenAsync("/")));
    }

    [Fact]
    public async Task AcceptAddress_OfCSharp_DecidesAfterTheLists()
    {
        var asked = new List<IPAddress>();
        await using var server = await GuardedServer.StartAsync(new AuthenticationOptions(), prepare: server => server.AcceptAddress = address =>
        {
            asked.Add(address);
            return false;
        });

        Assert.Equal("dropped", await DroppedOr(server.OpenAsync("/")));
        Assert.Equal([IPAddress.Loopback], asked);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9")]
    [InlineData("X-Forwarded-For: 8.8.8.8, 203.0.113.9\r\n", "203.0.113.9")]
    [InlineData("X-Forwarded-For: 8.8.8.8\r\nX-Forwarded-For: 203.0.113.9\r\n", "203.0.113.9")]
    [InlineData("", "127.0.0.1")]
    public async Task Client_BehindATrustedProxy_HasItsOwnAddress(string header, string address)
    {
        await using var server = await StartAsync(options => options with { Addresses = new() { TrustedProxies = ["127.0.0.1"] } }, ToldAddress);

        Assert.Equal($"101 text \"hello nobody\" text \"{address}\" close", await server.OpenAsync("/", header));
    }

    [Fact]
    public async Task Client_BehindNoTrustedProxy_CannotChooseItsAddress()
    {
        await using var server = await StartAsync(options => options, ToldAddress);

        Assert.Equal("101 text \"hello nobody\" text \"127.0.0.1\" close", await server.OpenAsync("/", "X-Forwarded-For: 203.0.113.9\r\n"));
    }

    [Fact]
    public async Task Rules_BehindATrustedProxy_SeeTheClient()
    {
        await using var server = await GuardedServer.StartAsync(GuardedServer.Guarded with { MaxFailures = 1 }, change: options => options with
        {
            Addresses = new() { TrustedProxies = ["127.0.0.1"], Deny = ["203.0.113.66"] },
        });
        var wrong = GuardedServer.Basic("mallory", GuardedServer.WrongPassword);
        var right = GuardedServer.Basic("alice", GuardedServer.Password);
        for (var i = 0; i < 2; i++) await server.OpenAsync("/", "X-Forwarded-For: 203.0.113.1\r\n" + wrong);

        string[] answers =
        [
            await server.OpenAsync("/", "X-Forwarded-For: 203.0.113.66\r\n" + right),
            await server.OpenAsync("/", "X-Forwarded-For: 203.0.113.1\r\n" + right),
            await server.OpenAsync("/", "X-Forwarded-For: 203.0.113.2\r\n" + right),
        ];

        Assert.Equal(["403", "429", "101 text \"hello alice (basic) admin\" close"], answers);
    }

    [Theory]
    [InlineData("PROXY TCP4 203.0.113.9 192.0.2.1 4711 8080\r\n", "101 203.0.113.9")]
    [InlineData("PROXY UNKNOWN\r\n", "101 127.0.0.1")]
    [InlineData("PROXY TCP4 203.0.113.66 192.0.2.1 4711 8080\r\n", "dropped")]
    [InlineData("", "dropped")]
    public async Task ProxyHeader_OfATrustedProxy_GivesTheClientsAddress(string proxyHeader, string expected)
    {
        await using var server = await StartAsync(
            options => options with { Addresses = new() { TrustedProxies = ["127.0.0.1"], ProxyProtocol = true, Deny = ["203.0.113.66"] } }, ToldAddress);

        var answer = await DroppedOr(SendAsync(server, [.. Encoding.ASCII.GetBytes(proxyHeader + Connections.Wire.RequestHead()), .. ClientFrame.Close()]));

        Assert.Equal(expected, answer);
    }

    private static async Task<string> SendAsync(GuardedServer server, byte[] bytes)
    {
        var answer = await server.SendAsync(bytes);
        if (answer.Length == 0) return "dropped";
        var frames = ServerFrames.Read(answer.AsSpan(answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4));
        return $"{Text(answer).Split(' ')[1]} {frames[1]["text \"".Length..^1]}";
    }

    private static Task<GuardedServer> StartAsync(Func<ScriptWsOptions, ScriptWsOptions> change, string? script = null) =>
        GuardedServer.StartAsync(new AuthenticationOptions(), change: change, script: script);

    private static async Task<string> DroppedOr(Task<string> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return "dropped";
        }
    }

    private static string Text(byte[] answer) => Encoding.Latin1.GetString(answer);

    private static string[] List(string entry) => entry.Length == 0 ? [] : [entry];
}
