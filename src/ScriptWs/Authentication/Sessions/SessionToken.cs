using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ScriptWs.Authentication;

/// <summary>The token of a session login. Only its hash is kept: what keeps it can be read by others without harm.</summary>
internal static class SessionToken
{
    /// <summary>Random bytes of a token: 256 bits.</summary>
    private const int Size = 32;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Size));

    public static string HashOf(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
