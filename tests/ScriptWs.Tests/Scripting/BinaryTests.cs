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

    [Fact]
    public void Message_Binary_IsAnArrayOfItsOwnBuffer()
    {
        const string Script = """
            const kept = [];
            export function onBinary(connection, bytes) {
              kept.push(bytes);
              const shown = kept.map((b) => [...b].join(""));
              const { buffer, byteLength, byteOffset, length } = bytes;
              const isPlain = bytes instanceof Uint8Array && bytes.constructor === Uint8Array && Object.keys(bytes).length === length;
              const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === length && !buffer.resizable && buffer === bytes.buffer;
              connection.send(`${shown} ${byteLength} ${byteOffset} ${length} ${isPlain} ${isWhole} ${bytes.slice(1)} ${bytes.at(-1)}`);
            }
            """;
        using var hosted = new Hosted(Script);
        var (transport, _) = hosted.Open();

        transport.Push(ClientFrame.Binary(1, 2, 3));
        transport.Push(ClientFrame.Binary());
        transport.Push(ClientFrame.Binary(4));

        Assert.Empty(hosted.Log.Lines);
        Assert.Equal(
            [
                "text \"123 3 0 3 true true 2,3 3\"",
                "text \"123, 0 0 0 true true  undefined\"",
                "text \"123,,4 1 0 1 true true  4\"",
            ],
            Hosted.Received(transport));
    }
}
