using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScriptWs.Tests.Browser;

/// <summary>Speaks the Chrome DevTools protocol: commands with their answers, and events.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private Task _reading = Task.CompletedTask;
    private int _id;

    private DevTools()
    {
    }

    /// <summary>Told each event: its session, its name, what it says. On the thread that reads; it must not wait for an answer.</summary>
    public event Action<string?, string, JsonElement>? Happened;

    public static async Task<DevTools> ConnectAsync(Uri address, CancellationToken cancel)
    {
        var tools = new DevTools();
        await tools._socket.ConnectAsync(address, cancel);
        tools._reading = tools.ReadAsync();
        return tools;
    }

    /// <returns>What the browser answers.</returns>
    public async Task<JsonElement> CallAsync(string method, object parameters, string? session, CancellationToken cancel)
    {
        var id = Interlocked.Increment(ref _id);
        var answered = _pending[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = JsonSerializer.SerializeToNode(parameters) };
        if (session is not null) message["sessionId"] = session;

        await _sending.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, true, cancel);
        }
        finally
        {
            _sending.Release();
        }

        return await answered.Task.WaitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _sending.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        Exception end = new IOException("The browser has ended.");
        try
        {
            while (await ReadMessageAsync() is { } message) Take(message);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            end = e;
        }

        foreach (var waiting in _pending.Values) waiting.TrySetException(end);
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
        {
            Happened?.Invoke(message.TryGetProperty("sessionId", out var session) ? session.GetString() : null, message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
        else if (_pending.TryRemove(id.GetInt32(), out var answered))
        {
            if (message.TryGetProperty("error", out var error)) answered.TrySetException(new InvalidOperationException($"{error}"));
            else answered.TrySetResult(message.GetProperty("result"));
        }
    }

    private async Task<JsonElement?> ReadMessageAsync()
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, _end.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonElement.Parse(whole.ToArray());
        }
    }
}
