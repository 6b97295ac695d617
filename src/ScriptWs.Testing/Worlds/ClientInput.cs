using System.Buffers.Binary;
using System.Text;

namespace ScriptWs.Testing;

/// <summary>Reads what a server sends: first the head of its answer, then frames.</summary>
internal sealed class ClientInput(Stream stream)
{
    private const int MaxHead = 64 * 1024;
    private const long MaxPayload = 64 << 20;

    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <returns>The lines of the head, the status line first; <c>null</c> when the connection ended before it was whole.</returns>
    public async Task<IReadOnlyList<string>?> ReadHeadAsync()
    {
        var head = new List<byte>();
        while (head.Count < MaxHead)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false)) return null;
            head.Add(_buffer[_start++]);
            if (head.Count >= 4 && head[^4] == '\r' && head[^3] == '\n' && head[^2] == '\r' && head[^1] == '\n')
                return Encoding.Latin1.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        }

        throw new InvalidDataException($"the head of the answer is larger than {MaxHead / 1024} KiB");
    }

    /// <returns>The next bytes, up to the end of the connection or this number.</returns>
    public async Task<byte[]> ReadUpToAsync(int length)
    {
        var bytes = new byte[Math.Min(length, MaxHead)];
        var read = await ReadAsync(bytes).ConfigureAwait(false);
        return bytes[..read];
    }

    /// <returns>The next frame; <c>null</c> when the connection ended between frames.</returns>
    /// <exception cref="InvalidDataException">The connection ended inside of a frame, or the frame is too large.</exception>
    public async Task<Frame?> ReadFrameAsync()
    {
        var header = new byte[14];
        var read = await ReadAsync(header.AsMemory(0, 2)).ConfigureAwait(false);
        if (read == 0) return null;

        var lengthSize = (header[1] & 0x7F) switch
        {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        var (masked, size) = ((header[1] & 0x80) != 0, 2 + lengthSize);
        if (read < 2 || await ReadAsync(header.AsMemory(2, lengthSize)).ConfigureAwait(false) < lengthSize) throw Cut();
        var length = lengthSize switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)),
            8 => BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(2)),
            _ => header[1] & 0x7F,
        };
        if (length is < 0 or > MaxPayload) throw new InvalidDataException($"a frame of {length} bytes is too large");
        var payload = new byte[length];
        if (await ReadAsync(payload).ConfigureAwait(false) < payload.Length) throw Cut();
        return new Frame(header[0], masked, payload, size + payload.Length);

        static InvalidDataException Cut() => new("the connection ended inside of a frame");
    }

    private async Task<int> ReadAsync(Memory<byte> target)
    {
        var done = 0;
        while (done < target.Length)
        {
            if (_start == _end && !await FillAsync().ConfigureAwait(false)) break;
            var count = Math.Min(target.Length - done, _end - _start);
            _buffer.AsMemory(_start, count).CopyTo(target[done..]);
            (done, _start) = (done + count, _start + count);
        }

        return done;
    }

    private async Task<bool> FillAsync()
    {
        (_start, _end) = (0, await stream.ReadAsync(_buffer).ConfigureAwait(false));
        return _end > 0;
    }

    /// <summary>One frame of a server.</summary>
    public sealed record Frame(byte First, bool IsMasked, byte[] Payload, int Size)
    {
        public byte Opcode => (byte)(First & 0x0F);

        public bool IsFinal => (First & 0x80) != 0;

        public bool IsCompressed => (First & 0x40) != 0;
    }
}
