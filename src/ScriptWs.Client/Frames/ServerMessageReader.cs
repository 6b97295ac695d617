using System.Text.Unicode;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>
/// Joins a server's frames to messages (RFC 6455 §5.4); control frames come out between them. A message that lies in the
/// caller's bytes as one frame is a slice of them; only what comes in pieces is copied. One thread at a time.
/// </summary>
/// <param name="maxMessage">The largest message, inflated; it also bounds what is read for it.</param>
/// <param name="inflater">When permessage-deflate was agreed on; disposed with the reader.</param>
internal sealed class ServerMessageReader(int maxMessage, MessageInflater? inflater = null) : IDisposable
{
    private readonly ServerFrameReader _frames = new(maxMessage) { AllowsCompression = inflater is not null };
    private PooledBuffer _message;
    private PooledBuffer _control;

    /// <summary>Goes on to the end of the next message or control frame, and takes what it used off <paramref name="bytes"/>.</summary>
    /// <returns>Whether one ended; <c>false</c> when all bytes are used and more must come.</returns>
    /// <exception cref="ServerFaultException">The server broke the protocol, or the limit.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ServerMessage message)
    {
        message = default;
        GiveBack();
        while (_frames.TryRead(ref bytes, out var piece))
        {
            if (_frames.Frame.IsControl)
            {
                if (!TryJoin(piece, _frames.IsFrameWhole, _frames.FrameRead, ref _control, out var body)) continue;
                message = Checked(_frames.Frame.Opcode, body);
                return true;
            }

            if (_frames.IsMessageCompressed)
            {
                if (!TryInflate(piece)) continue;
                message = Checked(_frames.Message, _message.Span);
                return true;
            }

            if (!TryJoin(piece, _frames.IsMessageWhole, _frames.MessageRead, ref _message, out var payload)) continue;
            message = Checked(_frames.Message, payload);
            return true;
        }

        return false;
    }

    /// <summary>Gives all memory back.</summary>
    public void Dispose()
    {
        _message.Dispose();
        _control.Dispose();
        inflater?.Dispose();
    }

    /// <summary>The memory of what was read last is free again: a buffer that holds a whole message or frame was handed out.</summary>
    private void GiveBack()
    {
        if (_frames is { IsFrameWhole: true, Frame.IsControl: true }) _control.Dispose();
        if (_frames.IsMessageWhole) _message.Dispose();
    }

    private static bool TryJoin(ReadOnlySpan<byte> piece, bool isLast, long read, ref PooledBuffer parts, out ReadOnlySpan<byte> whole)
    {
        if (isLast && read == piece.Length)
        {
            whole = piece;
            return true;
        }

        parts.Append(piece);
        whole = parts.Span;
        return isLast;
    }

    private bool TryInflate(ReadOnlySpan<byte> piece)
    {
        var isLast = _frames.IsMessageWhole;
        return inflater!.Inflate(piece, isLast, ref _message, maxMessage) switch
        {
            InflateResult.Fine => isLast,
            InflateResult.TooBig => throw new ServerFaultException(ServerFaults.TooBig(maxMessage)),
            _ => throw new ServerFaultException(ServerFaults.Damaged),
        };
    }

    private static ServerMessage Checked(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var text = opcode switch
        {
            Opcode.Text => payload,
            Opcode.Close => ServerMessage.ReasonOf(payload),
            _ => [],
        };
        if (opcode == Opcode.Close && CloseFault(payload) is { } fault) throw new ServerFaultException(fault);
        if (!Utf8.IsValid(text)) throw new ServerFaultException(ServerFaults.NotUtf8);
        return new ServerMessage(opcode, payload);
    }

    private static ServerFault? CloseFault(ReadOnlySpan<byte> body)
    {
        if (body.Length == 1) return ServerFaults.HalfCode;
        return ServerMessage.CodeOf(body) is { } code && !CloseCodes.MayBeReceived(code) ? ServerFaults.CloseCode(code) : null;
    }
}
