using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Cli.Client;

/// <summary>Reads a server's frames and joins fragments (RFC 6455 §5); control frames come out between them.</summary>
internal sealed class MessageInput(BufferedInput input)
{
    /// <summary>The largest message that is taken; a client of a terminal needs no more.</summary>
    public const int MaxMessage = 64 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _header = new byte[8];
    private readonly MemoryStream _message = new();
    private ClientOpcode? _open;

    /// <returns>The next message or control frame; <c>null</c> when the connection ended.</returns>
    /// <exception cref="ClientException">The server broke the protocol.</exception>
    public async ValueTask<Received?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await input.ReadExactlyAsync(_header.AsMemory(0, 2), cancellationToken))
        {
            var (first, second) = (_header[0], _header[1]);
            var isFinal = (first & 0x80) != 0;
            var opcode = (ClientOpcode)(first & 0x0F);
            Check((first & 0x70) == 0, "set a reserved bit that no extension was agreed for");
            Check((second & 0x80) == 0, "masked a frame");
            Check(Enum.IsDefined(opcode), $"sent a frame with the reserved opcode {(int)opcode}");

            if (await ReadLengthAsync(second, cancellationToken) is not { } length) return null;

            var isControl = opcode >= ClientOpcode.Close;
            Check(!isControl || (isFinal && length <= ClientFrames.MaxControlPayload), "sent a control frame that is fragmented or longer than 125 bytes");
            Check(isControl || (opcode == ClientOpcode.Continuation) == _open is not null, "mixed up the fragments of a message");
            if (!isControl && _message.Length + length > MaxMessage)
                throw new ClientException($"the server sent a message of more than {MaxMessage >> 20} MiB.") { Code = 1009 };

            var payload = new byte[length];
            if (!await input.ReadExactlyAsync(payload, cancellationToken)) return null;
            if (isControl) return Checked(new Received(opcode, payload));
            if (Join(opcode, payload, isFinal) is { } whole) return Checked(whole);
        }

        return null;
    }

    private Received? Join(ClientOpcode opcode, byte[] payload, bool isFinal)
    {
        if (isFinal && _open is null) return new Received(opcode, payload);

        _open ??= opcode;
        _message.Write(payload);
        if (!isFinal) return null;

        var whole = new Received(_open.Value, _message.ToArray());
        _open = null;
        _message.SetLength(0);
        return whole;
    }

    private async ValueTask<long?> ReadLengthAsync(byte second, CancellationToken cancellationToken)
    {
        var size = (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 };
        if (size == 0) return second & 0x7F;
        if (!await input.ReadExactlyAsync(_header.AsMemory(0, size), cancellationToken)) return null;

        var length = size == 2 ? BinaryPrimitives.ReadUInt16BigEndian(_header) : BinaryPrimitives.ReadUInt64BigEndian(_header);
        Check(length > (size == 2 ? 125u : ushort.MaxValue), "wrote a length in more bytes than it needs");
        return (long)Math.Min(length, MaxMessage + 1ul);
    }

    private static Received Checked(Received received)
    {
        if (received.Opcode == ClientOpcode.Close) Check(received.Payload.Length != 1, "sent half a status code");
        if (received.Opcode is not (ClientOpcode.Text or ClientOpcode.Close)) return received;
        try
        {
            Strict.GetCharCount(received.Opcode == ClientOpcode.Text ? received.Payload : received.Payload.AsSpan(Math.Min(2, received.Payload.Length)));
            return received;
        }
        catch (DecoderFallbackException e)
        {
            throw new ClientException("the server broke the protocol: it sent text that is not UTF-8.", e) { Code = 1007 };
        }
    }

    private static void Check(bool condition, string violation)
    {
        if (!condition) throw new ClientException($"the server broke the protocol: it {violation}.");
    }
}
