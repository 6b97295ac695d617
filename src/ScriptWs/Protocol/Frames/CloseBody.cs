using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace ScriptWs.Protocol;

/// <summary>The body of a Close frame: nothing, or a status code and a reason (RFC 6455 §5.5.1).</summary>
internal static class CloseBody
{
    /// <summary>A control frame's payload (RFC 6455 §5.5).</summary>
    public const int MaxSize = 125;

    /// <summary>What is left of it for the reason.</summary>
    public const int MaxReasonSize = MaxSize - CodeSize;

    private const int CodeSize = 2;

    /// <summary>Writes a body; the reason is cut before the first character that does not fit, and U+FFFD stands for half characters.</summary>
    /// <param name="destination">At least <see cref="MaxSize"/> bytes.</param>
    /// <param name="status"><see cref="CloseStatuses.NoStatusReceived"/> makes an empty body.</param>
    /// <returns>The bytes written.</returns>
    public static int Write(Span<byte> destination, CloseStatus status)
    {
        if (status.Code == CloseStatuses.NoStatusReceived) return 0;

        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)status.Code);
        Utf8.FromUtf16(status.Reason, destination[CodeSize..MaxSize], out _, out var written);
        return CodeSize + written;
    }

    /// <summary>Reads what a client sent.</summary>
    /// <returns>What is wrong with it; <c>null</c> when nothing is.</returns>
    public static CloseStatus? Read(ReadOnlySpan<byte> body, out CloseStatus status)
    {
        status = new CloseStatus(CloseStatuses.NoStatusReceived, "");
        if (body.IsEmpty) return null;
        if (body.Length < CodeSize) return FrameErrors.CloseOfOneByte;

        var code = BinaryPrimitives.ReadUInt16BigEndian(body);
        if (!CloseCodes.MayBeReceived(code)) return FrameErrors.CloseCode;
        if (!Utf8.IsValid(body[CodeSize..])) return CloseStatuses.NotUtf8;

        status = new CloseStatus(code, Encoding.UTF8.GetString(body[CodeSize..]));
        return null;
    }
}
