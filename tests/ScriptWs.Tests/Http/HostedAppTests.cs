using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

/// <summary>MapScriptWs: the application's routing and authentication, and our handshakes, scripts and drain.</summary>
public sealed class HostedAppTests
{
    private const string TellUser = "export const onConnect = (c) => c.send(JSON.stringify([c.request.path, c.user])); export const onMessage = (c, text) => c.send(text);";

    private static readonly string[] Chat = ["chat.v1", "chat.v2"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Route_WithAScript_OpensWebSockets()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/rooms/{name}", "main.js"), script: TellUser);

        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/rooms/red"));

        Assert.Equal("""["/rooms/red",null]""", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Route_WithCSharpHandlers_NeedsNoScript()
    {
        await using var app = await HostedApp.StartAsync(app =>
        {
            var server = (ScriptWsServer)app.Services.GetService(typeof(ScriptWsServer))!;
            server.MessageReceived += (connection, text) => connection.Send(text.ToUpperInvariant());
            app.MapScriptWs("/ws");
        });
        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"));

        await client.SendAsync("hello");

        Assert.Equal("HELLO", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task User_OfTheApplication_BecomesTheConnections()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js").RequireAuthorization(), script: TellUser);

        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"), options => options.SetRequestHeader("X-User", "anna"));

        Assert.Equal("""["/ws",{"name":"anna","roles":["admin"],"kind":"test","claims":{"city":"Bern"},"expiresAt":null}]""", await client.ReceiveTextAsync());
    }

    /// <summary>Routes that lead to the configured endpoint /ws, which lets in no stranger.</summary>
    [Theory]
    [InlineData("/ws", "/ws", "main.js", "main.js")]
    [InlineData("/ws", "/ws", "main.js", null)]
    [InlineData("/ws", "/ws", null, "main.js")]
    [InlineData("/ws", "/ws", "./main.js", "main.js")]
    [InlineData("ws", "/ws", null, "main.js")]
    [InlineData("/WS", "/ws", null, "main.js")]
    [InlineData("/ws/", "/ws", null, "main.js")]
    [InlineData("/rooms/{id}", "/rooms/:room", null, "main.js")]
    [InlineData("/rooms/:id", "/rooms/:room", null, "main.js")]
    [InlineData("/rooms/{id:int}", "/rooms/:room", null, "main.js")]
    [InlineData("/doc/{**path}", "/doc/*", null, "main.js")]
    [InlineData("/doc/*", "/doc/*", null, "main.js")]
    public async Task Rules_OfTheConfiguredEndpoint_HoldForTheRoute(string route, string path, string? configured, string? mapped)
    {
        var options = new ScriptWsOptions
        {
            Authentication = GuardedServer.Guarded with { Enabled = false },
            Endpoints = [new() { Path = path, Script = configured, Subprotocols = Chat, Authentication = new() { Enabled = true, Roles = ["admin"] } }],
        };
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs(route, mapped), options, TellUser);
        var address = new Uri(app.Address, path.Replace(":room", "7", StringComparison.Ordinal).Replace("*", "a", StringComparison.Ordinal));

        var stranger = await Assert.ThrowsAsync<WebSocketException>(() => DotNetClient.ConnectAsync(address));
        var bob = await Assert.ThrowsAsync<WebSocketException>(() => DotNetClient.ConnectAsync(address, socket => socket.SetRequestHeader("Authorization", $"Basic {GuardedServer.Base64($"bob:{GuardedServer.Password}")}")));
        using var alice = await DotNetClient.ConnectAsync(address, socket =>
        {
            socket.AddSubProtocol("chat.v2");
            socket.SetRequestHeader("Authorization", $"Basic {GuardedServer.Base64($"alice:{GuardedServer.Password}")}");
        });

        Assert.Contains("401", stranger.Message, StringComparison.Ordinal);
        Assert.Contains("403", bob.Message, StringComparison.Ordinal);
        Assert.Equal("chat.v2", alice.Subprotocol);
        Assert.Contains("\"alice\"", await alice.ReceiveTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("admin", null)]
    [InlineData("owner", "403")]
    public async Task Roles_OfTheConfiguredEndpoint_HoldForUsersOfTheApplication(string role, string? refused)
    {
        var options = new ScriptWsOptions
        {
            Authentication = GuardedServer.Guarded,
            Endpoints = [new() { Path = "/ws", Script = "main.js", Authentication = new() { Roles = [role] } }],
        };
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws"), options, TellUser);

        var failure = await Record.ExceptionAsync(async () => (await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"), socket => socket.SetRequestHeader("X-User", "anna"))).Dispose());

        Assert.Equal(refused is not null, failure?.Message.Contains(refused ?? "", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task Script_OfTheCodeAndAnotherOfTheConfiguration_AreRefused()
    {
        var options = new ScriptWsOptions { Endpoints = [new() { Path = "/ws", Script = "other.js" }] };

        var failure = await Assert.ThrowsAsync<ScriptWsException>(() => HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js"), options, TellUser));

        Assert.Equal("endpoint /ws: the script is \"other.js\" in the configuration and \"main.js\" in MapScriptWs; name it in one of the two.", failure.Message);
    }

    [Fact]
    public async Task Endpoints_ThatRoutingDoesNotTellApart_AreRefused()
    {
        var options = new ScriptWsOptions { Endpoints = [new() { Path = "/ws" }, new() { Path = "/WS" }] };

        var failure = await Assert.ThrowsAsync<ScriptWsException>(() => HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js"), options, TellUser));

        Assert.Equal("endpoint /ws: ASP.NET's routing does not tell apart the endpoints /ws and /WS of the configuration; remove all but one.", failure.Message);
    }

    [Theory]
    [InlineData("/rooms/{name}", "/rooms/red%20one", "{\"name\":\"red one\"}")]
    [InlineData("/rooms/:name", "/rooms/red", "{\"name\":\"red\"}")]
    [InlineData("/{a}/x/{b}", "/1/x/2", "{\"a\":\"1\",\"b\":\"2\"}")]
    [InlineData("/doc/{**path}", "/doc/a/b", "{\"*\":\"a/b\"}")]
    [InlineData("/doc/*", "/doc/a/b", "{\"*\":\"a/b\"}")]
    [InlineData("/file/{name}.{type?}", "/file/a.txt", "{\"name\":\"a\",\"type\":\"txt\"}")]
    [InlineData("/maybe/{id?}", "/maybe", "{}")]
    public async Task Route_WithParameters_GivesThemToTheScript(string route, string path, string expected)
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs(route, "main.js"), script: "export const onConnect = (c) => c.send(JSON.stringify(c.request.params));");

        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, path));

        Assert.Equal(expected, await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Stranger_WhereTheRouteRequiresAuthorization_IsRefused()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js").RequireAuthorization(), script: TellUser);

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => DotNetClient.ConnectAsync(new Uri(app.Address, "/ws")));

        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_OfARoute_IsCheckedAsOnAPortOfOurs()
    {
        var options = new ScriptWsOptions { Endpoints = [new() { Path = "/ws", Script = "main.js", Subprotocols = Chat }], Compression = new() { Enabled = true } };
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws"), options, TellUser);
        using var http = new HttpClient { BaseAddress = new UriBuilder(app.Address) { Scheme = "http" }.Uri };

        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"), socket =>
        {
            socket.AddSubProtocol("chat.v2");
            socket.DangerousDeflateOptions = new();
        });
        using var plain = await http.GetAsync("/ws", Cancelled);

        await client.ReceiveTextAsync();
        await client.SendAsync(new string('x', 5000));
        Assert.Equal(new string('x', 5000), await client.ReceiveTextAsync());
        Assert.Equal(("chat.v2", HttpStatusCode.UpgradeRequired), (client.Subprotocol, plain.StatusCode));
    }

    [Fact]
    public async Task Reload_OfTheScript_KeepsConnections()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js"), script: "export const onMessage = (c, text) => c.send('old ' + text);");
        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"));

        await app.ReloadAsync("export const onMessage = (c, text) => c.send('new ' + text);");
        await client.SendAsync("hello");

        Assert.Equal("new hello", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Stop_OfTheApplication_ClosesConnectionsWith1001()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js"), script: "export const onConnect = (c) => c.send('hello');");
        using var client = await DotNetClient.ConnectAsync(new Uri(app.Address, "/ws"));
        Assert.Equal("hello", await client.ReceiveTextAsync());

        var stopping = app.Application.StopAsync(Cancelled);
        await client.ReceiveCloseAsync();

        await stopping.WaitAsync(Patience.Limit, Cancelled);
        Assert.Equal(1001, client.Close.Code);
    }

    [Fact]
    public async Task Http2_ExtendedConnect_OpensAWebSocket()
    {
        await using var app = await HostedApp.StartAsync(app => app.MapScriptWs("/ws", "main.js"), script: TellUser, protocols: HttpProtocols.Http2);
        using var handler = new SocketsHttpHandler();
        using var invoker = new HttpMessageInvoker(handler);
        using var socket = new ClientWebSocket { Options = { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact } };

        await socket.ConnectAsync(new Uri(app.Address, "/ws"), invoker, Cancelled);
        var received = await socket.ReceiveAsync(new byte[100], Cancelled);

        Assert.Equal(WebSocketMessageType.Text, received.MessageType);
    }
}
