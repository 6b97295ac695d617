using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What the worker runs for this connection, one turn at a time and in the order in which it happened.</summary>
internal sealed partial class Connection
{
    private HandlerView _view = HandlerView.Nothing;
    private Action? _accept;

    /// <summary>Sends the handshake's answer and opens the connection: <c>onConnect</c> is its first event.</summary>
    /// <param name="handshakeAnswer">Leaves once the connection is registered: a client that has it gets every later broadcast.</param>
    /// <param name="accept">Called then, where another web server answers.</param>
    public void Open(ReadOnlySpan<byte> handshakeAnswer, Action? accept = null)
    {
        _accept = accept;
        _outbound.AppendRaw(handshakeAnswer);
        _input.Post(ConnectionEvent.Of(ConnectionEventKind.Connect, this));
    }

    public void RunTurn(ConnectionEventKind kind, ReadOnlySpan<byte> payload)
    {
        _mailbox.Current = this;
        switch (kind)
        {
            case ConnectionEventKind.Text:
                if (_life.Status is null) _mailbox.Handler.OnText(this, payload);
                break;
            case ConnectionEventKind.Binary:
                if (_life.Status is null) _mailbox.Handler.OnBinary(this, payload);
                break;
            case ConnectionEventKind.Connect:
                Connect();
                break;
            case ConnectionEventKind.Drain:
                if (State == ConnectionState.Open) _mailbox.Handler.OnDrain(this);
                break;
            case ConnectionEventKind.ClientClose:
            case ConnectionEventKind.Failure:
                FinishClosing();
                break;
            case ConnectionEventKind.Disconnect:
                ReportDisconnect();
                break;
            default:
                break; // it only lets others have their turn
        }
    }

    void ITurnTarget.OnTurnEnded() => _input.OnTurnEnded();

    private void Connect()
    {
        _view = HandlerView.Connected;
        _settings.Registry.Add(this);
        _accept?.Invoke();
        _accept = null;
        Cork.Schedule(this);
        _mailbox.Handler.OnConnect(this);
        if (_settings.Registry.NewcomersAreClosedWith is { } status) Close(status);
    }

    // The client's Close frame came, and its code and reason are echoed (RFC 6455 §5.5.1), or it broke a rule (§7.1.7). Once both
    // Close frames are out, the server ends TCP first (§7.1.1).
    private void FinishClosing()
    {
        Close(_input.EndedWith);
        _outbound.Complete();
        Cork.Schedule(this);
        ReportDisconnect();
    }

    private void ReportDisconnect()
    {
        if (_view == HandlerView.Disconnected) return;

        var knewIt = _view == HandlerView.Connected;
        _view = HandlerView.Disconnected;
        _settings.Registry.Remove(this);
        if (knewIt) _mailbox.Handler.OnDisconnect(this, _life.Status ?? new CloseStatus(CloseStatuses.AbnormalClosure, ""));
    }
}
