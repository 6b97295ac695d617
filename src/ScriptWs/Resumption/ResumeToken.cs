using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ScriptWs.Storage;

namespace ScriptWs.Resumption;

/// <summary>Tokens that resume a connection: 256 random bits as text. The storage contains only what is derived from one.</summary>
internal static class ResumeToken
{
    private const int Size = 32;
    private const int Length = 43;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Whether it may be tried.</summary>
    public static bool IsToken(string text) => text.Length == Length && Base64Url.IsValid(text);

    /// <summary>
    /// The key of what a token resumes. Path and user are part of it: for another one there is nothing under the token.
    /// </summary>
    public static string KeyOf(string token, string path, string? user)
    {
        var bound = Encoding.UTF8.GetBytes($"{token}\n{path}\n{(user is null ? "-" : "+" + user)}");
        return ReservedKeys.Resumable + Base64Url.EncodeToString(SHA256.HashData(bound));
    }
}
