using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>What a frame says of itself, except for its length (RFC 6455 §5.2). Nothing is checked: tests send wrong ones too.</summary>
/// <param name="Opcode">What the frame carries; any four bits.</param>
/// <param name="IsFinal">The FIN bit.</param>
/// <param name="Reserved">RSV1, RSV2 and RSV3 as one number: 4, 2, 1. RSV1 marks a compressed message (RFC 7692 §6).</param>
/// <param name="IsMasked">Whether the payload is masked, as each client's must be (RFC 6455 §5.1).</param>
internal readonly record struct FrameStart(Opcode Opcode, bool IsFinal = true, int Reserved = 0, bool IsMasked = true)
{
    private const int FinalBit = 0x80;
    private const int ReservedShift = 4;

    /// <summary>A whole message or a control frame.</summary>
    public static implicit operator FrameStart(Opcode opcode) => new(opcode);

    /// <summary>The frame's first byte.</summary>
    public byte FirstByte => (byte)((IsFinal ? FinalBit : 0) | (Reserved << ReservedShift) | (int)Opcode);
}
