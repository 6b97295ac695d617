using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http;
using ScriptWs.Http.Admin;

namespace ScriptWs.Tests.Admin;

/// <summary>A server with a script, its admin page, and those who look: alice is an administrator, bob is not.</summary>
internal sealed class AdminSite : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    /// <summary>A part of a key that looks like a token.</summary>
    public const string Token = "5b3c6b1e90aa4000800012345678abcd";

    private const string Script = """
        export const jobs = [
          { name: "fine", every: "1m", run: () => {} },
          { name: "broken", every: "1m", run: () => { throw new Error("no"); } },
          { name: "later", cron: "0 3 * * *", zone: "Europe/Berlin", run: () => {} },
        ];
        export async function onStart() {
          await server.storage.set("session/TOKEN", { password: "hunter2" }, { expires: "7d" });
          for (let i = 100; i < 220; i++) await server.storage.set(`notes/${i}`, "hunter2");
        }
        export function onConnect(connection) { connection.subscribe("room/" + (new URLSearchParams(connection.request.query).get("room") ?? "lobby")); }
        export function onMessage(connection, text) {
          console.log(`heard ${text}`);
          connection.send(`echo ${text}`);
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly AdminLog _log = new();
    private readonly ILoggerFactory _loggers;
    private int _asked;

    private AdminSite() => _loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(_log));

    public ScriptWsServer Server { get; private set; } = null!;

    public ScriptWsAdmin Page { get; private set; } = null!;

    public static AdminOptions Default { get; } = new() { Enabled = true, Port = 0 };

    public static async Task<AdminSite> StartAsync(
        AdminOptions? admin = null,
        TimeProvider? clock = null,
        PrometheusOptions? prometheus = null,
        TimeProvider? serverClock = null,
        string? cluster = null)
    {
        var site = new AdminSite();
        site.Write(Script.Replace("TOKEN", Token, StringComparison.Ordinal));
        var options = new ScriptWsOptions
        {
            BaseDirectory = site._folder.Path,
            Listen = [new ListenOptions { Port = 0 }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Script = Patience.Script with { Watch = false },
            Authentication = new()
            {
                Users =
                [
                    new UserOptions { Name = "alice", PasswordHash = PasswordHash.Create(Password, 1000).ToString(), Roles = ["admin"] },
                    new UserOptions { Name = "bob", PasswordHash = PasswordHash.Create(Password, 1000).ToString() },
                    new UserOptions { Name = "scraper", PasswordHash = PasswordHash.Create(Password, 1000).ToString(), Roles = ["metrics"] },
                ],
            },
            Admin = admin ?? Default,
            Cluster = new() { Url = cluster, Lease = TimeSpan.FromMinutes(5) },
            Metrics = new() { Prometheus = prometheus ?? new() },
        };
        site.Server = new ScriptWsServer(options, site._loggers, serverClock).ServeHttp();
        await site.Server.StartAsync(TestContext.Current.CancellationToken);
        site.Page = await ScriptWsAdmin.StartAsync(site.Server, site._log, site._loggers, clock, TestContext.Current.CancellationToken);
        return site;
    }

    public static string Basic(string user, string password = Password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    /// <summary>Saves the script.</summary>
    public void Write(string source) => _folder.Write("main.js", source);

    public Task<DotNetClient> ConnectAsync(string query = "") => DotNetClient.ConnectAsync(new Uri(Server.Addresses[0], query));

    /// <summary>Waits until <c>onStart</c> has stored everything.</summary>
    public Task UntilStoredAsync() => UntilAsync(() => Server.Storage is { Keys: 121 });

    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        while (!isSo()) await Task.Delay(5, limit.Token);
    }

    /// <summary>Connects to the page's own WebSocket.</summary>
    public async Task<DotNetClient> LookAsync(string user = "alice")
    {
        var client = await DotNetClient.ConnectAsync(
            new UriBuilder(Page.Address) { Scheme = "ws" }.Uri, options => options.SetRequestHeader("Authorization", Basic(user)));
        Assert.Equal(user, (await EventAsync(client, "begin")).GetProperty("user").GetString());
        return client;
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <returns>The answer, or a text that begins with <c>error:</c>.</returns>
    public async Task<JsonElement> AskAsync(DotNetClient client, string ask, object? details = null)
    {
        var id = Interlocked.Increment(ref _asked);
        var question = JsonSerializer.SerializeToNode(details ?? new { })!.AsObject();
        (question["id"], question["ask"]) = (id, ask);
        await client.SendAsync(question.ToJsonString());
        while (true)
        {
            var told = JsonElement.Parse(await client.ReceiveTextAsync());
            if (!told.TryGetProperty("id", out var answered) || answered.GetInt32() != id) continue;
            return told.TryGetProperty("error", out var error) ? JsonSerializer.SerializeToElement($"error: {error}") : told.GetProperty("answer");
        }
    }

    /// <summary>The next event of a kind.</summary>
    public static async Task<JsonElement> EventAsync(DotNetClient client, string kind)
    {
        while (true)
        {
            var told = JsonElement.Parse(await client.ReceiveTextAsync());
            if (told.TryGetProperty("event", out var found) && found.GetString() == kind) return told;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Page.DisposeAsync();
        await Server.StopAsync(new CancellationToken(canceled: true));
        _loggers.Dispose();
        _folder.Dispose();
    }
}
