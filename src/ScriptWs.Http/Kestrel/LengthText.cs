using System.Text;

namespace ScriptWs.Http.Kestrel;

/// <summary>
/// The text of Content-Length for Kestrel, which takes a sign, spaces and a NUL beside the digits. Whatever is no digit is
/// made something that is no number, so that the request is refused (RFC 9112 §6.3).
/// </summary>
internal sealed class LengthText : Encoding
{
    private const char NoDigit = '?';

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        for (var i = 0; i < byteCount; i++)
        {
            var c = (char)bytes[byteIndex + i];
            chars[charIndex + i] = char.IsAsciiDigit(c) ? c : NoDigit;
        }

        return byteCount;
    }

    public override int GetMaxByteCount(int charCount) => charCount;

    public override int GetMaxCharCount(int byteCount) => byteCount;
}
