using System.Text.Json;
using Microsoft.Extensions.Logging;
using ScriptWs.Http.Logging;

namespace ScriptWs.Http.Admin;

/// <summary>
/// One page, or <c>scriptws top</c>: it is told the state once a second, and asks in JSON: <c>{ "id": 1, "ask": "connections", … }</c>,
/// answered by <c>{ "id": 1, "answer": … }</c> or <c>{ "id": 1, "error": "…" }</c>.
/// </summary>
internal sealed class AdminSession : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ScriptWsConnection _connection;
    private readonly ScriptWsServer _server;
    private readonly AdminView _view;
    private readonly ILogger _log;
    private readonly MessageTap _tap;
    private readonly Playground _playground;
    private readonly StorageBrowser _storage;
    private long? _logSeen;
    private bool _disposed;

    public AdminSession(ScriptWsConnection connection, ScriptWsServer server, AdminView view, ILogger log)
    {
        (_connection, _server, _view, _log) = (connection, server, view, log);
        _tap = new MessageTap(server);
        _storage = new StorageBrowser(server);
        _playground = new Playground(server, what => Send(new { @event = "playground", what }));
    }

    private static AdminException NotOpen => new("This connection is not open any more.");

    private string User => _connection.User?.Name ?? "";

    public void Begin() => Send(new { @event = "begin", user = User, samples = _view.Samples, state = _view.State() });

    /// <summary>Once a second.</summary>
    public void Tick()
    {
        Send(new { @event = "state", state = _view.State() });
        if (_logSeen is { } seen && _view.Log.Since(seen) is { Length: > 0 } lines) TellLog(lines);
        if (_tap.Take() is { } messages) Send(new { @event = "messages", shown = messages.Shown, missed = messages.Missed });
    }

    /// <summary>Answers a question. On the page's turn: what takes long goes on elsewhere.</summary>
    public void Handle(JsonElement question)
    {
        if (question.ValueKind != JsonValueKind.Object) return;
        _ = AnswerAsync(Number(question, "id"), question);
    }

    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _tap.Dispose();
        _playground.Dispose();
        _storage.Dispose();
    }

    private async Task AnswerAsync(int id, JsonElement question)
    {
        try
        {
            var answer = await FindAsync(Text(question, "ask"), question).ConfigureAwait(false);
            Send(new { id, answer });
        }
        catch (AdminException e)
        {
            Send(new { id, error = e.Message });
        }
        catch (Exception e)
        {
            Log.AdminFailed(_log, e);
            Send(new { id, error = "That failed; the log says why." });
        }
    }

    private Task<object> FindConnectionsAsync(JsonElement question) => ConnectionList.FindAsync(
        _server, Text(question, "search"), Text(question, "sort"), Number(question, "page"), Text(question, "node"));

    private async Task<object?> FindAsync(string ask, JsonElement question) => ask switch
    {
        "connections" => await FindConnectionsAsync(question).ConfigureAwait(false),
        "topics" => ConnectionList.Topics(_server),
        "storage" => await _storage.FindAsync(Text(question, "prefix"), Text(question, "move")).ConfigureAwait(false),
        "configuration" => Configuration.ServerConfiguration.Describe(_server.Options).Select(pair => new[] { pair.Key, pair.Value }),
        "watch" => Watch(question),
        "close" => Close(question),
        "send" => Send(question),
        "reload" => await ActAsync("reloaded", ReloadAsync).ConfigureAwait(false),
        "rollback" => await ActAsync("rolled back", RollbackAsync).ConfigureAwait(false),
        "playground" => await PlayAsync(question).ConfigureAwait(false),
        _ => throw new AdminException($"There is no question \"{ask}\"."),
    };

    private object Watch(JsonElement question)
    {
        var (log, messages) = (Flag(question, "log"), Flag(question, "messages"));
        _tap.IsOpen = messages;
        if (!log)
        {
            _logSeen = null;
        }
        else if (_logSeen is null)
        {
            _logSeen = 0;
            TellLog(_view.Log.Since(0));
        }

        return new { log, messages };
    }

    private bool Close(JsonElement question)
    {
        var id = Find(question);
        try
        {
            if (!_server.Close(id, Number(question, "code", 1000), Text(question, "reason"))) throw NotOpen;
        }
        catch (ArgumentException e)
        {
            throw new AdminException(e.Message.Split(" (Parameter", 2)[0], e);
        }

        Note($"closed connection {id}");
        return true;
    }

    private bool Send(JsonElement question)
    {
        var id = Find(question);
        if (!_server.Send(id, Text(question, "text")))
        {
            throw _server.Connections.Any(one => one.Id == id)
                ? new AdminException("It was dropped: the connection is closing, or its buffer is full.")
                : NotOpen;
        }

        Note($"sent a message to connection {id}");
        return true;
    }

    /// <summary>The connection that is meant, on whichever node it is.</summary>
    private Guid Find(JsonElement question)
    {
        Require();
        return Guid.TryParse(Text(question, "connection"), out var id) ? id : throw NotOpen;
    }

    private async Task<object> ActAsync(string what, Func<Task<IReadOnlyList<Reload.ReloadResult>>> act)
    {
        Require();
        Note(what + " the scripts");
        var results = await act().ConfigureAwait(false);
        var folder = _server.Options.BaseDirectory;
        return results.Select(result => new
        {
            result.Script,
            result.Endpoint,
            outcome = result.Outcome.ToString().ToLowerInvariant(),
            result.Generation,
            result.Problem,
            source = result.Problem is null ? [] : Reload.SourceExcerpt.Of(result.Problem, folder),
            milliseconds = Math.Round(result.Duration.TotalMilliseconds, 1),
        });
    }

    private Task<IReadOnlyList<Reload.ReloadResult>> ReloadAsync() => _server.ReloadAsync();

    private Task<IReadOnlyList<Reload.ReloadResult>> RollbackAsync() => _server.RollbackAsync();

    private async Task<object?> PlayAsync(JsonElement question)
    {
        Require();
        switch (Text(question, "what"))
        {
            case "open":
                await _playground.OpenAsync(Text(question, "path"), Text(question, "subprotocol")).ConfigureAwait(false);
                break;
            case "send":
                await _playground.SendAsync(Text(question, "text")).ConfigureAwait(false);
                break;
            default:
                await _playground.CloseAsync().ConfigureAwait(false);
                break;
        }

        return true;
    }

    private void Require()
    {
        if (_server.Options.Admin.ReadOnly) throw new AdminException("This page only shows (admin.readOnly).");
    }

    private void Note(string what)
    {
        Log.AdminDid(_log, User, what);
        _view.Remember(User, what);
    }

    private void TellLog(AdminLogLine[] lines)
    {
        if (lines.Length > 0) _logSeen = lines[^1].Number;
        Send(new { @event = "log", lines });
    }

    private void Send(object what) => _connection.Send(JsonSerializer.Serialize(what, Json));

    private static string Text(JsonElement question, string name) =>
        question.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static int Number(JsonElement question, string name, int otherwise = 0) =>
        question.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : otherwise;

    private static bool Flag(JsonElement question, string name) => question.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
