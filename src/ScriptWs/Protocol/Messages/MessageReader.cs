using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace ScriptWs.Protocol;

/// <summary>
/// Decodes what a client sends after the opening handshake into messages and control frames (RFC 6455 §5), from bytes
/// that come in any split. A frame that is wholly there is unmasked in place and delivered as a slice, without a copy or
/// an allocation; an idle reader holds no buffer. On the thread that reads.
/// </summary>
internal sealed class MessageReader(MessageLimits limits, MessageInflater? inflater) : IDisposable
{
    // One array holds a message, and a byte more while it is inflated, so that is the most a limit can mean.
    private readonly int _maxSize = (int)Math.Min(limits.MaxMessageSize, Array.MaxLength - 1);

    private PartialMessage? _message;
    private PooledBuffer _control;
    private HeaderBytes _headerBytes;
    private int _headerLength;
    private ClientFrameHeader _frame;
    private long _missing;
    private bool _inFrame;
    private bool _isFinished;
    private long _messages;
    private bool _isUnfinished;

    /// <summary>Where reading stopped: how many messages have come wholly, and what has come of the next. Any thread.</summary>
    public Unfinished Unfinished => new(Volatile.Read(ref _messages), Volatile.Read(ref _isUnfinished), _message?.Length ?? 0);

    private bool InMessage => _message is { IsOpen: true };

    /// <summary>Decodes bytes and tells <paramref name="handler"/> what they say.</summary>
    /// <param name="bytes">What came; what is consumed of it is overwritten, the rest is left as it is.</param>
    /// <param name="handler">Told each event before the next one is looked for.</param>
    /// <returns>
    /// How many bytes were consumed: all of them, unless the handler stopped after an event. After a Close frame or a failure
    /// everything is consumed and ignored (RFC 6455 §1.4, §7.1.7).
    /// </returns>
    public int Read(Span<byte> bytes, IMessageHandler handler) => Read(bytes, ref handler);

    /// <inheritdoc cref="Read(Span{byte}, IMessageHandler)"/>
    public int Read<T>(Span<byte> bytes, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        var consumed = ReadAll(bytes, ref handler);
        Volatile.Write(ref _isUnfinished, !_isFinished && (_inFrame || InMessage || _headerLength > 0));
        return consumed;
    }

    /// <summary>Gives up the message whose last piece has not come. Later bytes are read for their Close frame only. Any thread.</summary>
    /// <returns><c>false</c> when the message is being delivered.</returns>
    public bool TryDropMessage() => _message?.TryDrop() ?? true;

    /// <summary>Gives all memory back; what is read from then on is ignored. On the thread that reads.</summary>
    public void Dispose()
    {
        _isFinished = true;
        Volatile.Write(ref _isUnfinished, false);
        _control.Dispose();
        if (_message is null) inflater?.Dispose();
        else _message.Dispose();
    }

    private int ReadAll<T>(Span<byte> bytes, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        var consumed = 0;
        while (!_isFinished)
        {
            if (!_inFrame)
            {
                if (consumed == bytes.Length) return consumed;
                consumed += ReadHeader(bytes[consumed..], ref handler);
            }
            else
            {
                var length = (int)Math.Min(_missing, bytes.Length - consumed);
                if (length == 0 && _missing > 0) return consumed;
                var goOn = ReadPayload(bytes.Slice(consumed, length), ref handler);
                consumed += length;
                if (!goOn) return consumed;
            }
        }

        return bytes.Length;
    }

    private int ReadHeader<T>(ReadOnlySpan<byte> bytes, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        var kept = _headerLength;
        if (kept > 0)
        {
            var added = Math.Min(bytes.Length, ClientFrameHeader.MaxSize - kept);
            bytes[..added].CopyTo(_headerBytes[kept..]);
            bytes = _headerBytes[..(kept + added)];
        }

        if (ClientFrameHeader.Read(bytes, InMessage, inflater is not null, out _frame, out var size) is { } error)
        {
            Fail(ref handler, error);
            return 0;
        }

        if (size == 0)
        {
            bytes.CopyTo(_headerBytes);
            _headerLength = bytes.Length;
            return bytes.Length - kept;
        }

        _headerLength = 0;
        BeginFrame(ref handler);
        return size - kept;
    }

    private void BeginFrame<T>(ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        (_missing, _inFrame) = (_frame.Length, true);
        if (_frame.IsControl) return;

        if (!InMessage && _frame is { IsFinal: true, IsCompressed: false })
        {
            if (_frame.Length > _maxSize) Fail(ref handler, CloseStatuses.TooBig(_maxSize));
        }
        else if ((_message ??= new PartialMessage(_maxSize, limits.MaxFragments, inflater)).BeginFrame(_frame) is { } failure)
        {
            Fail(ref handler, failure);
        }
    }

    /// <returns><c>false</c> when the handler wants nothing more for now.</returns>
    private bool ReadPayload<T>(Span<byte> payload, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        var offset = _frame.Length - _missing;
        Masking.Apply(payload, _frame.MaskingKey, offset);
        _missing -= payload.Length;
        _inFrame = _missing > 0;

        if (_frame.IsControl) return ReadControl(payload, ref handler);

        var isWhole = payload.Length == _frame.Length && _frame.IsFinal;
        return isWhole && !InMessage ? Deliver(payload, ref handler) : ReadPart(payload, ref handler);
    }

    private bool Deliver<T>(ReadOnlySpan<byte> payload, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        _messages++;
        if (_frame.Opcode != Opcode.Text) return handler.OnBinary(payload);
        return Utf8.IsValid(payload) ? handler.OnText(payload) : Fail(ref handler, CloseStatuses.NotUtf8);
    }

    private bool ReadPart<T>(ReadOnlySpan<byte> payload, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        // An unfragmented frame that is not wholly there was not known to be a part when its header came.
        var message = _message ??= new PartialMessage(_maxSize, limits.MaxFragments, inflater);
        if (!message.IsOpen && message.BeginFrame(_frame) is { } limit) return Fail(ref handler, limit);

        var isLast = !_inFrame && _frame.IsFinal;
        if (message.Append(payload, isLast) is { } failure) return Fail(ref handler, failure);
        if (!isLast) return true;

        _messages++;
        var goOn = message.IsDropped || (message.IsText ? handler.OnText(message.Payload) : handler.OnBinary(message.Payload));
        message.Reset();
        return goOn;
    }

    private bool ReadControl<T>(ReadOnlySpan<byte> payload, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        if (payload.Length == _frame.Length) return DeliverControl(payload, ref handler);

        _control.Append(payload);
        if (_inFrame) return true;

        var goOn = DeliverControl(_control.Span, ref handler);
        _control.Dispose();
        return goOn;
    }

    private bool DeliverControl<T>(ReadOnlySpan<byte> payload, ref T handler)
        where T : IMessageHandler, allows ref struct
    {
        if (_frame.Opcode == Opcode.Ping) return handler.OnPing(payload);
        if (_frame.Opcode == Opcode.Pong) return handler.OnPong(payload);

        if (CloseBody.Read(payload, out var status) is { } error) return Fail(ref handler, error);
        _isFinished = true;
        _message?.Dispose();
        handler.OnClose(status);
        return true;
    }

    private bool Fail<T>(ref T handler, CloseStatus status)
        where T : IMessageHandler, allows ref struct
    {
        _isFinished = true;
        _message?.Dispose(); // its memory is of no use while the connection closes
        handler.OnFailure(status);
        return true;
    }

    [InlineArray(ClientFrameHeader.MaxSize)]
    private struct HeaderBytes
    {
        private byte _first;
    }
}
