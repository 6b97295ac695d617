using ScriptWs.Client;
using ScriptWs.Protocol;

namespace ScriptWs.Testing;

/// <summary>Joins a server's data frames to messages, and inflates them (RFC 6455 §5.4, RFC 7692 §7.2.2).</summary>
internal sealed class MessageJoiner : IDisposable
{
    // What came before is the context of what comes next; a server that agreed to forget it refers to nothing of it.
    private readonly MessageInflater _inflater = new(contextTakeover: true);
    private PooledBuffer _message;
    private ServerFrame _first;

    /// <returns>The message that ends with this frame; <c>null</c> when it goes on.</returns>
    /// <exception cref="ServerFaultException">The message is damaged, or larger than <see cref="FrameInput.MaxMessage"/>.</exception>
    public ReceivedMessage? Add(ReceivedFrame frame)
    {
        if (frame.Header.Opcode != Opcode.Continuation) _first = frame.Header;
        if (_first.IsCompressed) Inflate(frame);
        else _message.Append(frame.Payload);
        if (!frame.Header.IsFinal) return null;

        var message = ReceivedMessage.Of(_first.Opcode == Opcode.Text, _message.Span.ToArray(), _first.IsCompressed);
        _message.Dispose();
        return message;
    }

    public void Dispose()
    {
        _inflater.Dispose();
        _message.Dispose();
    }

    private void Inflate(ReceivedFrame frame)
    {
        var result = _inflater.Inflate(frame.Payload, frame.Header.IsFinal, ref _message, FrameInput.MaxMessage);
        if (result == InflateResult.Damaged) throw new ServerFaultException(ServerFaults.Damaged);
        if (result == InflateResult.TooBig) throw new ServerFaultException(ServerFaults.TooBig(FrameInput.MaxMessage));
    }
}
