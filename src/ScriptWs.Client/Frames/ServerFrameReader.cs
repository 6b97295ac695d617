using System.Runtime.CompilerServices;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>
/// Takes a server's bytes apart into frames, however they are split, and checks each header (RFC 6455 §5). Holds no payload:
/// <see cref="TryRead"/> gives pieces of the caller's own bytes. One thread at a time.
/// </summary>
/// <param name="maxMessage">The largest message, all fragments together, as it is on the wire.</param>
internal sealed class ServerFrameReader(long maxMessage)
{
    private HeaderBytes _header;
    private int _headerLength;
    private bool _inMessage;

    /// <summary>Whether permessage-deflate was agreed on, and RSV1 has a meaning (RFC 7692 §6).</summary>
    public bool AllowsCompression { get; set; }

    /// <summary>The frame that the last piece belongs to.</summary>
    public ServerFrame Frame { get; private set; }

    /// <summary>Payload bytes of the frame up to the end of the last piece.</summary>
    public long FrameRead { get; private set; }

    /// <summary>Text or binary: what the first frame of the message said. The message of the last data frame.</summary>
    public Opcode Message { get; private set; }

    /// <summary>Whether that message is compressed.</summary>
    public bool IsMessageCompressed { get; private set; }

    /// <summary>Bytes of that message up to the end of the last piece.</summary>
    public long MessageRead { get; private set; }

    /// <summary>Whether the last piece ended its frame.</summary>
    public bool IsFrameWhole => FrameRead == Frame.Length;

    /// <summary>Whether the last piece ended a message.</summary>
    public bool IsMessageWhole => IsFrameWhole && Frame is { IsControl: false, IsFinal: true };

    /// <summary>Whether a frame has begun and not ended.</summary>
    public bool IsInFrame => !IsFrameWhole || _headerLength > 0;

    /// <summary>Goes on to the next piece of payload, and takes what it used off <paramref name="bytes"/>.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="piece">A slice of it: as much of one frame as is there, and nothing for a frame without payload.</param>
    /// <returns>Whether there is a piece; <c>false</c> when all bytes are used and more must come.</returns>
    /// <exception cref="ServerFaultException">The header is wrong, or the message too big.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> piece)
    {
        piece = default;
        var isNew = IsFrameWhole;
        if (isNew && !TryReadHeader(ref bytes)) return false;
        if (bytes.IsEmpty && !IsFrameWhole) return false;

        piece = bytes[..(int)Math.Min(Frame.Length - FrameRead, bytes.Length)];
        bytes = bytes[piece.Length..];
        FrameRead += piece.Length;
        if (!Frame.IsControl) MessageRead += piece.Length;
        return true;
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> bytes)
    {
        var kept = _headerLength;
        var header = bytes;
        if (kept > 0)
        {
            var added = Math.Min(bytes.Length, FrameHeader.MaxSize - kept);
            bytes[..added].CopyTo(_header[kept..]);
            header = _header[..(kept + added)];
        }

        if (!ServerFrame.TryRead(header, out var frame))
        {
            if (kept == 0) bytes.CopyTo(_header);
            _headerLength = header.Length;
            bytes = [];
            return false;
        }

        if (FaultOf(frame) is { } fault) throw new ServerFaultException(fault);
        bytes = bytes[(frame.HeaderSize - kept)..];
        _headerLength = 0;
        Begin(frame);
        return true;
    }

    private void Begin(in ServerFrame frame)
    {
        (Frame, FrameRead) = (frame, 0);
        if (frame.IsControl) return;

        if (!_inMessage) (Message, IsMessageCompressed, MessageRead) = (frame.Opcode, frame.IsCompressed, 0);
        _inMessage = !frame.IsFinal;
    }

    private ServerFault? FaultOf(in ServerFrame frame)
    {
        var opcode = (int)frame.Opcode;
        if ((frame.FirstByte & (AllowsCompression ? 0x30 : 0x70)) != 0) return ServerFaults.ReservedBits;
        if (frame.IsMasked) return ServerFaults.Masked;
        if (opcode is (> 0x2 and < 0x8) or > 0xA) return ServerFaults.ReservedOpcode(opcode);
        if (frame.Length < 0) return ServerFaults.LengthTooLong;
        if (!frame.IsLengthMinimal) return ServerFaults.LengthNotMinimal;
        if (frame.IsControl && (!frame.IsFinal || frame.Length > ClientFrames.MaxControlPayload)) return ServerFaults.ControlFrame;
        if (frame.IsCompressed && (frame.IsControl || _inMessage)) return ServerFaults.CompressedFrame;
        if (frame.IsControl) return null;
        if ((frame.Opcode == Opcode.Continuation) != _inMessage) return ServerFaults.Fragments;
        return frame.Length > maxMessage - (_inMessage ? MessageRead : 0) ? ServerFaults.TooBig(maxMessage) : null;
    }

    [InlineArray(FrameHeader.MaxSize)]
    private struct HeaderBytes
    {
        private byte _first;
    }
}
