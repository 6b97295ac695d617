using System.Text;

namespace ScriptWs.Testing;

/// <summary>One whole message that a client received.</summary>
/// <param name="Text">The text; <c>null</c> for a binary message.</param>
/// <param name="Bytes">The payload.</param>
/// <param name="IsCompressed">Whether it came compressed (RFC 7692).</param>
public sealed record ReceivedMessage(string? Text, ReadOnlyMemory<byte> Bytes, bool IsCompressed)
{
    /// <summary>The message as failures show it: the text in quotes, or the bytes in hexadecimal.</summary>
    public override string ToString() => Text is null ? $"bytes {Hex.Of(Bytes.Span)}" : $"\"{Text}\"";

    internal static ReceivedMessage Of(bool isText, byte[] bytes, bool isCompressed) =>
        new(isText ? Encoding.UTF8.GetString(bytes) : null, bytes, isCompressed);
}
