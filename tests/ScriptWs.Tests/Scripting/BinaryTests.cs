using ScriptWs.Tests.Connections;

namespace ScriptWs.Tests.Scripting;

/// <summary>What a script sends of bytes is what they show at that moment, and costs a copy.</summary>
public sealed class BinaryTests
{
    [Theory]
    [InlineData("connection.send(bytes)", "binary 01020304")]
    [InlineData("connection.send(bytes.subarray(1, 3))", "binary 0203")]
    [InlineData("connection.send(bytes.subarray(4))", "binary ")]
    [InlineData("connection.send(bytes.subarray(1).subarray(1))", "binary 0304")]
    [InlineData("connection.send(bytes.buffer)", "binary 01020304")]
    [InlineData("connection.send(new DataView(bytes.buffer, 1, 2))", "binary 0203")]
    [InlineData("connection.send(new Uint8Array(0))", "binary ")]
    [InlineData("connection.send(bytes); bytes[0] = 9", "binary 01020304")]
    [InlineData("bytes[0] = 9; connection.send(bytes)", "binary 09020304")]
    [InlineData("server.broadcast(bytes.subarray(2))", "binary 0304")]
    [InlineData("const part = bytes.subarray(2); bytes.buffer.transfer(); connection.send(part)", "binary ")]
    [InlineData("const b = new ArrayBuffer(8, { maxByteLength: 9 }), part = new Uint8Array(b, 4); b.resize(6); connection.send(part)", "binary 0000")]
    [InlineData("const b = new ArrayBuffer(8, { maxByteLength: 9 }), part = new Uint8Array(b, 4, 4); b.resize(2); connection.send(part)", "binary ")]
    public void Bytes_OfAnyView_AreSent(string body, string expected)
    {
        using var hosted = new Hosted($"export function onBinary(connection, bytes) {{ {body}; }}");
        var (transport, _) = hosted.Open();

        transport.Push(ClientFrame.Binary(1, 2, 3, 4));

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal([expected], Hosted.Received(transport));
    }
}
