using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Authentication;

/// <summary>
/// A server that knows alice and bob, greets whom it lets in with name, kind and roles, and is talked to byte by byte.
/// When it is disposed of, no secret that was used may stand in its log.
/// </summary>
internal sealed class GuardedServer : IAsyncDisposable
{
    public const string Password = "right-7d1ec0de", WrongPassword = "wrong-9a2b5eed";
    public const string Key = "sws_right-0123456789abcdefghijklmnopqrstuvwxyz", WrongKey = "sws_wrong-0123456789abcdefghijklmnopqrstuvwxyz";

    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly ScriptWsServer _server;
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _secrets = [Password, WrongPassword, Key, WrongKey, TokenForge.Secret, Base64($"alice:{Password}"), Base64($"alice:{WrongPassword}")];

    private GuardedServer(AuthenticationOptions authentication, EndpointOptions[] endpoints, Func<ScriptWsOptions, ScriptWsOptions>? change)
    {
        var options = new ScriptWsOptions
        {
            Script = Patience.Script,
            BaseDirectory = _folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = endpoints,
            Authentication = authentication,
        };
        _server = new ScriptWsServer(change?.Invoke(options) ?? options, Log, Clock);
        _server.Connected += connection => connection.Send($"hello {Tell(connection)}");
    }

    /// <summary>Basic, Session and URL are on, nobody has to wait after failures.</summary>
    public static AuthenticationOptions Guarded { get; } = new()
    {
        Enabled = true,
        MaxFailures = 0,
        Url = new UrlOptions { Enabled = true },
        Users =
        [
            new UserOptions { Name = "alice", PasswordHash = PasswordHash.Create(Password, 1000).ToString(), ApiKeyHashes = [ApiKey.Hash(Key)], Roles = ["admin"] },
            new UserOptions { Name = "bob", PasswordHash = PasswordHash.Create(Password, 1000).ToString() },
        ],
    };

    /// <summary>The same, and tokens by <see cref="TokenForge.Secret"/>, in the query too.</summary>
    public static AuthenticationOptions GuardedByTokens { get; } = Guarded with { Bearer = new() { Secret = TokenForge.Secret, InQuery = true } };

    public FakeTimeProvider Clock { get; } = new();

    public AllLogs Log { get; } = new();

    public ScriptWsServer Server => _server;

    public static async Task<GuardedServer> StartAsync(
        AuthenticationOptions? authentication = null,
        EndpointOptions[]? endpoints = null,
        Func<ScriptWsOptions, ScriptWsOptions>? change = null,
        string? script = null,
        Action<ScriptWsServer>? prepare = null)
    {
        endpoints ??= [new EndpointOptions { Script = script is null ? null : "main.js" }];
        var guarded = new GuardedServer(authentication ?? Guarded, endpoints, change);
        if (script is not null) guarded._folder.Write("main.js", script);
        prepare?.Invoke(guarded._server);
        await guarded._server.StartAsync(TestContext.Current.CancellationToken);
        return guarded;
    }

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Basic(string name, string password) => $"Authorization: Basic {Base64($"{name}:{password}")}\r\n";

    /// <summary>No log may hold this.</summary>
    public void KeepSecret(string secret) => _secrets.Add(secret);

    /// <summary>Asks for a WebSocket and closes it.</summary>
    /// <returns>The status, then the challenge's scheme or the frames: <c>401 Basic</c>, <c>101 text "hello alice (basic) admin" close</c>.</returns>
    public async Task<string> OpenAsync(string path, string headers = "")
    {
        var head = $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{headers}\r\n";
        return Summary(await SendAsync([.. Encoding.Latin1.GetBytes(head), .. ClientFrame.Close()]));
    }

    /// <returns>The status and the challenge's scheme: <c>401 Basic</c>, or the body of a 200.</returns>
    public async Task<string> HttpAsync(string method, string path, string headers = "", string? body = null) => Summary(await AnswerAsync(method, path, headers, body));

    /// <returns>The whole answer.</returns>
    public Task<byte[]> AnswerAsync(string method, string path, string headers = "", string? body = null)
    {
        var length = body is null ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        return SendAsync(Encoding.UTF8.GetBytes($"{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}{length}\r\n{body}"));
    }

    /// <summary>Asks for a session as the classic component's clients do.</summary>
    public async Task<string> TokenAsync(string name = "alice")
    {
        var token = (await HttpAsync("GET", $"/sgc/req/auth/session/{name}/{Password}"))["200 ".Length..];
        KeepSecret(token);
        return token;
    }

    /// <summary>Waits until a line with this text is logged.</summary>
    public async Task UntilLoggedAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        while (!Log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal))) await Task.Delay(5, limit.Token);
    }

    /// <summary>Sends bytes and reads until the server ends the connection.</summary>
    public async Task<byte[]> SendAsync(byte[] bytes)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Bound);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _server.Addresses[0].Port, limit.Token);
        await client.GetStream().WriteAsync(bytes, limit.Token);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, limit.Token);
        return answer.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
        Assert.All(_secrets, secret => Assert.DoesNotContain(Log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));
    }

    private static string Tell(ScriptWsConnection connection) =>
        connection.User is { } user ? $"{user.Name} ({user.Kind}) {string.Join(',', user.Roles)}".TrimEnd() : "nobody";

    private static string Summary(byte[] answer)
    {
        var end = answer.AsSpan().IndexOf("\r\n\r\n"u8);
        var head = Encoding.Latin1.GetString(answer, 0, end);
        var status = head.Split(' ')[1];
        return status switch
        {
            "101" => $"101 {string.Join(' ', ServerFrames.Read(answer.AsSpan(end + 4)))}",
            "200" => $"200 {Encoding.UTF8.GetString(answer.AsSpan(end + 4))}",
            "401" => $"401 {head.Split("WWW-Authenticate: ")[1].Split(' ')[0]}",
            _ => status,
        };
    }
}
