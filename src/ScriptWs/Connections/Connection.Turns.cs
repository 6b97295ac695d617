using ScriptWs.Protocol;

namespace ScriptWs.Connections;

/// <summary>What the worker runs for this connection, one turn at a time and in the order in which it happened.</summary>
internal sealed partial class Connection
{
    private CloseStatus _inputEndedWith;
    private bool _connected;
    private bool _disconnectTold;
    private Action? _accept;

    /// <summary>Sends the handshake's answer and opens the connection: <c>onConnect</c> is its first event.</summary>
    /// <param name="handshakeAnswer">Leaves when the connection is among all: whoever has its answer is reached by whatever is sent to all from then on.</param>
    /// <param name="accept">Called then, where somebody else answers.</param>
    public void Open(ReadOnlySpan<byte> handshakeAnswer, Action? accept = null)
    {
        _accept = accept;
        _outbound.AppendRaw(handshakeAnswer);
        Post(ConnectionEvent.Of(ConnectionEventKind.Connect, this));
    }

    public void RunTurn(ConnectionEventKind kind, ReadOnlySpan<byte> payload)
    {
        _mailbox.Current = this;
        switch (kind)
        {
            case ConnectionEventKind.Text:
                if (_closing is null) _mailbox.Handler.OnText(this, payload);
                break;
            case ConnectionEventKind.Binary:
                if (_closing is null) _mailbox.Handler.OnBinary(this, payload);
                break;
            case ConnectionEventKind.Connect:
                _connected = true;
                _settings.Registry.Add(this);
                _accept?.Invoke();
                _accept = null;
                Cork.Schedule(this);
                _mailbox.Handler.OnConnect(this);
                if (_settings.Registry.NewcomersAreClosedWith is { } status) Close(status);
                break;
            case ConnectionEventKind.Drain:
                if (State == ConnectionState.Open) _mailbox.Handler.OnDrain(this);
                break;
            case ConnectionEventKind.ClientClose:
                AnswerClose();
                break;
            case ConnectionEventKind.Failure:
                Fail();
                break;
            case ConnectionEventKind.Disconnect:
                TellDisconnect();
                break;
            case ConnectionEventKind.Continue:
            case ConnectionEventKind.Work:
                break;
        }
    }

    /// <summary>One waiting event of this connection has run; with the last one, reading goes on.</summary>
    public void OnTurnEnded()
    {
        if (Interlocked.Decrement(ref _queued) == 0 && Interlocked.Exchange(ref _held, 0) == 1) Release();
    }

    /// <summary>The closing handshake is complete once both Close frames are out; the server ends TCP first (RFC 6455 §7.1.1).</summary>
    private void AnswerClose()
    {
        // The client's own code and reason: what both ends know of the end is the same (RFC 6455 §5.5.1).
        if (TryLeaveOpen(_inputEndedWith)) AppendClose(_inputEndedWith);
        _outbound.Complete();
        Cork.Schedule(this);
        TellDisconnect();
    }

    /// <summary>_Fail the WebSocket Connection_ (RFC 6455 §7.1.7): a Close frame that says why, then the end of TCP.</summary>
    private void Fail()
    {
        if (TryLeaveOpen(_inputEndedWith)) AppendClose(_inputEndedWith);
        _outbound.Complete();
        Cork.Schedule(this);
        TellDisconnect();
    }

    private void TellDisconnect()
    {
        if (_disconnectTold) return;

        _disconnectTold = true;
        _settings.Registry.Remove(this);
        if (!_connected) return;

        _mailbox.Handler.OnDisconnect(this, _closing?.Value ?? new CloseStatus(CloseStatuses.AbnormalClosure, ""));
    }
}
