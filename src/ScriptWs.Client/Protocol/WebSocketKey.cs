using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Protocol;

/// <summary>The key of an opening handshake and the answer that proves it was read (RFC 6455 §4.1, §4.2.2).</summary>
internal static class WebSocketKey
{
    /// <summary>Random bytes of a key.</summary>
    public const int Size = 16;

    /// <summary>Characters of a key: those bytes in Base64.</summary>
    public const int Length = 24;

    /// <summary>A new key.</summary>
    public static string Create()
    {
        Span<byte> key = stackalloc byte[Size];
        RandomNumberGenerator.Fill(key);
        return Convert.ToBase64String(key);
    }

    /// <summary>The value of Sec-WebSocket-Accept for a key of <see cref="Length"/> characters.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §4.2.2 prescribes SHA-1; nothing is protected by it.")]
    public static string Accept(string key)
    {
        var guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"u8;
        Span<byte> text = stackalloc byte[Length + guid.Length];
        Encoding.ASCII.GetBytes(key, text);
        guid.CopyTo(text[Length..]);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(text, hash);
        return Convert.ToBase64String(hash);
    }
}
