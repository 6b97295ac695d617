namespace ScriptWs.Protocol;

/// <summary>Every way in which a frame can break RFC 6455, with the clause that it breaks.</summary>
internal static class FrameErrors
{
    public static readonly CloseStatus ReservedBits = Of("RFC 6455 §5.2: reserved bits are set without an extension");
    public static readonly CloseStatus CompressedControl = Of("RFC 7692 §6.1: a control frame is marked as compressed");
    public static readonly CloseStatus CompressedContinuation = Of("RFC 7692 §6.1: only a message's first frame may be marked as compressed");
    public static readonly CloseStatus ReservedOpcode = Of("RFC 6455 §5.2: the opcode is reserved");
    public static readonly CloseStatus FragmentedControl = Of("RFC 6455 §5.5: a control frame is fragmented");
    public static readonly CloseStatus LongControl = Of("RFC 6455 §5.5: a control frame has more than 125 bytes");
    public static readonly CloseStatus NothingToContinue = Of("RFC 6455 §5.4: a continuation without a message to continue");
    public static readonly CloseStatus MessageUnfinished = Of("RFC 6455 §5.4: a new message before the last one was finished");
    public static readonly CloseStatus NotMasked = Of("RFC 6455 §5.1: a client's frame is not masked");
    public static readonly CloseStatus LengthNotMinimal = Of("RFC 6455 §5.2: the length is not in its shortest form");
    public static readonly CloseStatus LengthTooLong = Of("RFC 6455 §5.2: the length has more than 63 bits");
    public static readonly CloseStatus CloseOfOneByte = Of("RFC 6455 §5.5.1: a Close frame has one byte, a status code has two");
    public static readonly CloseStatus CloseCode = Of("RFC 6455 §7.4: the status code may not be sent");

    private static CloseStatus Of(string clause) => CloseStatuses.ProtocolError(clause);
}
