namespace ScriptWs.Client;

/// <summary>Every way in which a server's frames can be wrong, with the clause that each breaks.</summary>
internal static class ServerFaults
{
    public static readonly ServerFault ReservedBits = Protocol("set a reserved bit that no extension was agreed for", "RFC 6455 §5.2");
    public static readonly ServerFault Masked = Protocol("masked a frame", "RFC 6455 §5.1");
    public static readonly ServerFault ControlFrame =
        Protocol("sent a control frame that is fragmented or longer than 125 bytes", "RFC 6455 §5.5");
    public static readonly ServerFault CompressedFrame = Protocol("marked a frame as compressed that begins no message", "RFC 7692 §6.1");
    public static readonly ServerFault Fragments = Protocol("mixed up the fragments of a message", "RFC 6455 §5.4");
    public static readonly ServerFault LengthNotMinimal = Protocol("wrote a length in more bytes than it needs", "RFC 6455 §5.2");
    public static readonly ServerFault LengthTooLong = Protocol("wrote a length of more than 63 bits", "RFC 6455 §5.2");
    public static readonly ServerFault HalfCode = Protocol("sent half a status code", "RFC 6455 §5.5.1");
    public static readonly ServerFault NotUtf8 = new(1007, "sent text that is not UTF-8", "RFC 6455 §8.1");
    public static readonly ServerFault Damaged = new(1007, "sent compressed data that is damaged", "RFC 7692 §7.2.2");

    public static ServerFault ReservedOpcode(int opcode) => Protocol($"sent a frame with the reserved opcode {opcode}", "RFC 6455 §5.2");

    public static ServerFault CloseCode(int code) => Protocol($"closed with {code}, which may not be sent", "RFC 6455 §7.4");

    public static ServerFault TooBig(long limit) => new(1009, $"sent a message of more than {SizeOf(limit)}", "RFC 6455 §7.4.1");

    private static ServerFault Protocol(string deed, string clause) => new(1002, deed, clause);

    private static string SizeOf(long bytes) => bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
