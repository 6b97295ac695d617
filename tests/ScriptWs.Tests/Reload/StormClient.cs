using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace ScriptWs.Tests.Reload;

/// <summary>One client that asks as fast as it is answered, and looks at each answer.</summary>
internal sealed class StormClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256];
    private int _sent;
    private int _lastVersion;

    /// <summary>Each question and its answer, as timestamps of the system's clock.</summary>
    public List<(long Asked, long Answered)> RoundTrips { get; } = [];

    /// <summary>The first thing that was not as it must be.</summary>
    public string? Violation { get; private set; }

    public int Sent => _sent;

    public async Task ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(address, cancellationToken);
    }

    /// <summary>Asks until there is a violation, or it is told to end between two questions.</summary>
    /// <param name="every">How long it thinks before it asks again; zero asks as fast as it is answered.</param>
    /// <param name="end">Ends it.</param>
    /// <param name="bound">Gives up.</param>
    public async Task TalkAsync(TimeSpan every, CancellationToken end, CancellationToken bound)
    {
        while (!end.IsCancellationRequested && Violation is null)
        {
            await AskAsync(null, bound);
            if (every > TimeSpan.Zero) await Task.Delay(every, CancellationToken.None);
        }
    }

    /// <summary>Sends a text, by default how many it has sent, and takes the answer.</summary>
    /// <returns>The answer's last word.</returns>
    public async Task<string> AskAsync(string? text, CancellationToken bound)
    {
        text ??= (_sent + 1).ToString(CultureInfo.InvariantCulture);
        _sent++;
        var asked = TimeProvider.System.GetTimestamp();
        await _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, bound);
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(), bound);
        RoundTrips.Add((asked, TimeProvider.System.GetTimestamp()));

        var answer = received.MessageType == WebSocketMessageType.Text ? Encoding.UTF8.GetString(_buffer, 0, received.Count) : $"{received.MessageType} {_socket.CloseStatusDescription}";
        var words = answer.Split(' ');
        if (words is not ["fit", var version, var count, var echoed] || count != $"{_sent}" || (text != "total" && echoed != text) || int.Parse(version, CultureInfo.InvariantCulture) < _lastVersion)
        {
            Violation ??= $"message {_sent} ({text}) was answered with \"{answer}\" after version {_lastVersion}";
            return "";
        }

        _lastVersion = int.Parse(version, CultureInfo.InvariantCulture);
        return words[^1];
    }

    public void Dispose() => _socket.Dispose();
}
