using ScriptWs.Client;

namespace ScriptWs.Testing;

/// <summary>One whole frame of a server.</summary>
internal sealed record ReceivedFrame(ServerFrame Header, byte[] Payload)
{
    /// <summary>Bytes on the wire.</summary>
    public int Size => Header.HeaderSize + Payload.Length;
}
