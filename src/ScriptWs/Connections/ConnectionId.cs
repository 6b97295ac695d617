using System.Security.Cryptography;

namespace ScriptWs.Connections;

/// <summary>Ids of connections: random, so that none can be guessed.</summary>
internal static class ConnectionId
{
    public static Guid Create()
    {
        Span<byte> id = stackalloc byte[16];
        RandomNumberGenerator.Fill(id);
        id[7] = (byte)((id[7] & 0x0F) | 0x40); // a version 4 UUID (RFC 9562 §5.4) in Guid's byte order
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id);
    }
}
