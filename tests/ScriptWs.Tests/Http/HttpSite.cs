using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Tests.Authentication;

namespace ScriptWs.Tests.Http;

/// <summary>A server with plain HTTP and a folder of its own; spoken to byte by byte, or by .NET's client.</summary>
internal sealed class HttpSite : IAsyncDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly TemporaryFolder _folder = new();

    private HttpSite() => Directory.CreateDirectory(PathOf("public"));

    public AllLogs Log { get; } = new();

    public ScriptWsServer Server { get; private set; } = null!;

    public HttpClient Client { get; } = new() { Timeout = Bound };

    /// <param name="change">Changes the options; by default the folder <c>public</c> is served, and an echo beside it.</param>
    /// <param name="configure">Adds endpoints to the web application.</param>
    /// <param name="script">The script of the endpoint <c>/</c>; by default C# echoes.</param>
    /// <param name="clock">The clock; the system's by default.</param>
    /// <param name="files">Files in the site's folder before the start, by path.</param>
    public static async Task<HttpSite> StartAsync(
        Func<ScriptWsOptions, ScriptWsOptions>? change = null, Action<WebApplication>? configure = null, string? script = null, TimeProvider? clock = null, params (string Path, string Text)[] files)
    {
        var site = new HttpSite();
        foreach (var (path, text) in files) site.Write(path, text);
        if (script is not null) site.Write("main.js", script);
        var options = new ScriptWsOptions
        {
            BaseDirectory = site._folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = script is null ? null : "main.js" }],
            Static = new Dictionary<string, string> { ["/"] = "public" },
        };
        site.Server = new ScriptWsServer(change?.Invoke(options) ?? options, site.Log, clock).ServeHttp(configure, site.Log);
        if (script is null) site.Server.MessageReceived += (connection, text) => connection.Send(text);
        await site.Server.StartAsync(TestContext.Current.CancellationToken);
        site.Client.BaseAddress = new UriBuilder(site.Server.Addresses[0]) { Scheme = "http" }.Uri;
        return site;
    }

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    public void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
    }

    public async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Server.Addresses[0].Port, TestContext.Current.CancellationToken);
        return client;
    }

    /// <summary>Sends bytes and reads until the server ends the connection.</summary>
    public async Task<string> SendAsync(string request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        using var client = await ConnectAsync();
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, limit.Token);
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>Waits until a line with this text is logged.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        while (!Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))) await Task.Delay(5, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.StopAsync(new CancellationToken(canceled: true)); // what is left has been looked at
        _folder.Dispose();
    }
}
