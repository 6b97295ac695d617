using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ScriptWs.Configuration;
using ScriptWs.Http;

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

        await stopping.WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
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
