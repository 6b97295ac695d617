using System.Globalization;
using System.Text;

namespace ScriptWs.Authentication;

/// <summary>The texts that credentials are made of.</summary>
internal static class CredentialText
{
    /// <summary>The longest token or other header value; a signed token with many claims has two or three thousand.</summary>
    public const int MaxLength = 8192;

    /// <summary>Throws on bytes that are no UTF-8.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns><c>null</c> when it is not UTF-8; each <c>%</c> has its two digits, the request was refused otherwise.</returns>
    public static string? Decode(string part)
    {
        var bytes = new byte[part.Length];
        var size = 0;
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%') bytes[size++] = (byte)part[i];
            else if (i + 2 < part.Length && byte.TryParse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out bytes[size]))
                (size, i) = (size + 1, i + 2);
            else return null;
        }

        try
        {
            return Utf8.GetString(bytes, 0, size);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
