using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs;

/// <summary>Checks what C# code wants to close a connection with.</summary>
internal static class CloseArguments
{
    public static bool AreValid(int code, string reason) =>
        CloseCodes.MayBeSent(code) && Encoding.UTF8.GetByteCount(reason) <= CloseBody.MaxReasonSize;

    public static CloseStatus Check(int code, string reason)
    {
        if (!CloseCodes.MayBeSent(code))
            throw new ArgumentOutOfRangeException(nameof(code), code, "Use 1000, a code from 3000 to 4999, or one that RFC 6455 §7.4.1 lets a server send.");
        return Encoding.UTF8.GetByteCount(reason) <= CloseBody.MaxReasonSize
            ? new CloseStatus(code, reason)
            : throw new ArgumentException($"A reason has at most {CloseBody.MaxReasonSize} bytes of UTF-8.", nameof(reason));
    }
}
