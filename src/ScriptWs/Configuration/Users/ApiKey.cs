using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Configuration;

/// <summary>
/// A key that a program shows in place of a name and a password. It is made here, of 256 random bits, so that one SHA-256
/// is hash enough: an attacker can try all words, but not all keys. Passwords, which people choose, need <see cref="PasswordHash"/>.
/// </summary>
public static class ApiKey
{
    /// <summary>The longest text that is looked at as a key; scripts may know others than ours.</summary>
    internal const int MaxLength = 512;

    private const string Prefix = "sws_";
    private const string Algorithm = "sha256$";
    private const int Size = 32;

    /// <summary>Makes a new key; it begins with <c>sws_</c>, so that it is known where it was left lying about.</summary>
    public static string Create() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>The entry for <c>apiKeyHashes</c>, as <c>sha256$HASH</c>.</summary>
    /// <param name="key">What <see cref="Create"/> made.</param>
    public static string Hash(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Algorithm + Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }

    /// <summary>Whether <see cref="Hash"/> can have made this.</summary>
    internal static bool IsHash(string text)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return text.StartsWith(Algorithm, StringComparison.Ordinal)
            && Base64Url.IsValid(text.AsSpan(Algorithm.Length), out var size) && size == hash.Length
            && Base64Url.TryDecodeFromChars(text.AsSpan(Algorithm.Length), hash, out _)
            // Spelled one way only: it is looked up as a text.
            && text == Algorithm + Base64Url.EncodeToString(hash);
    }
}
