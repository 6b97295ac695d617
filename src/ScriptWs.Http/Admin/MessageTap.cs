namespace ScriptWs.Http.Admin;

/// <summary>
/// Shows text messages as they arrive, while a page is open: a limited number per second, the beginning of each, without what looks
/// like a secret. Closed, it costs nothing. Any thread.
/// </summary>
internal sealed partial class MessageTap(ScriptWsServer server) : IDisposable
{
    /// <summary>Messages shown in a second, and characters of each.</summary>
    private const int MaxMessages = 50, MaxText = 200;

    private readonly Lock _lock = new();
    private readonly List<Seen> _shown = [];
    private int _missed;
    private bool _isOpen;

    public bool IsOpen
    {
        get => _isOpen;
        set
        {
            if (_isOpen == value) return;
            _isOpen = value;
            if (value) server.MessageReceived += OnMessage;
            else server.MessageReceived -= OnMessage;
        }
    }

    /// <returns>What came since the last time, and how many more; <c>null</c> when nothing did.</returns>
    public (Seen[] Shown, int Missed)? Take()
    {
        lock (_lock)
        {
            if (_shown.Count == 0) return null;
            var shown = (_shown.ToArray(), _missed);
            _shown.Clear();
            _missed = 0;
            return shown;
        }
    }

    public void Dispose() => IsOpen = false;

    private void OnMessage(ScriptWsConnection connection, string text)
    {
        lock (_lock)
        {
            if (_shown.Count >= MaxMessages)
            {
                _missed++;
                return;
            }

            _shown.Add(new Seen(TimeProvider.System.GetUtcNow(), connection.Id, connection.User?.Name, connection.Path, text.Length, Secrets.Hide(text.Length <= MaxText ? text : text[..MaxText] + "…")));
        }
    }

    /// <summary>One message.</summary>
    internal sealed record Seen(DateTimeOffset Time, Guid Connection, string? User, string Path, int Length, string Text);
}
