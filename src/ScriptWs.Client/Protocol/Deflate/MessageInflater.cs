using System.IO.Compression;

namespace ScriptWs.Protocol;

/// <summary>
/// Inflates one sender's compressed messages (RFC 7692 §7.2.2), piece by piece, never further than the limit. On the
/// thread that reads.
/// </summary>
/// <remarks>
/// A block marked as final ends the platform's decoder, and the message with it: only the empty block that RFC 7692
/// §7.2.3.4 shows may follow. A decoder without history begins after it, as in the other servers that use zlib.
/// </remarks>
internal sealed class MessageInflater(bool contextTakeover) : IDisposable
{
    /// <summary>The first room for what comes out, as a multiple of what goes in, so that small messages take one step.</summary>
    private const int UsualRatio = 4;

    private InflaterSource? _source;
    private DeflateStream? _decoder;
    private bool _hasInput;
    private bool _isEnded;
    private bool _isPadded;

    /// <summary>Cut from each message by its sender (RFC 7692 §7.2.1).</summary>
    private static ReadOnlySpan<byte> Tail => [0x00, 0x00, 0xFF, 0xFF];

    /// <summary>Inflates a piece of a message onto the end of <paramref name="output"/>.</summary>
    /// <param name="compressed">What came.</param>
    /// <param name="isLast">Whether the message ends with it.</param>
    /// <param name="output">The message so far.</param>
    /// <param name="maxSize">The most that <paramref name="output"/> may have; one byte more shows that there is more.</param>
    public InflateResult Inflate(ReadOnlySpan<byte> compressed, bool isLast, ref PooledBuffer output, int maxSize)
    {
        _hasInput |= !compressed.IsEmpty;
        if (Feed(compressed, ref output, maxSize) is not InflateResult.Fine and var failure) return failure;
        if (!isLast) return InflateResult.Fine;

        // No byte at all is no deflate, but clear enough: some clients write the empty message so.
        if (_hasInput && !_isEnded && Decode(Tail, ref output, maxSize) is not InflateResult.Fine and var lateFailure) return lateFailure;
        _hasInput = false;
        if (_isEnded || !contextTakeover) Dispose();
        return InflateResult.Fine;
    }

    /// <summary>Forgets the history and gives its memory back.</summary>
    public void Dispose()
    {
        _decoder?.Dispose();
        (_decoder, _isEnded, _isPadded) = (null, false, false);
    }

    private InflateResult Feed(ReadOnlySpan<byte> bytes, ref PooledBuffer output, int maxSize)
    {
        if (bytes.IsEmpty) return InflateResult.Fine;
        if (!_isEnded)
        {
            if (Decode(bytes, ref output, maxSize) is not InflateResult.Fine and var failure) return failure;
            if (!_isEnded) return InflateResult.Fine;
            bytes = bytes[^_source!.Remaining..];
        }

        // After the final block: nothing, or the one byte of an empty block whose rest is the tail.
        if (bytes.IsEmpty) return InflateResult.Fine;
        if (_isPadded || bytes is not [0x00]) return InflateResult.Damaged;
        _isPadded = true;
        return InflateResult.Fine;
    }

    private unsafe InflateResult Decode(ReadOnlySpan<byte> bytes, ref PooledBuffer output, int maxSize)
    {
        _source ??= new InflaterSource();
        _decoder ??= new DeflateStream(_source, CompressionMode.Decompress, leaveOpen: true);
        fixed (byte* first = bytes)
        {
            _source.Set(first, bytes.Length);
            output.Reserve((int)Math.Min((long)bytes.Length * UsualRatio, maxSize - output.Length));
            try
            {
                while (true)
                {
                    var room = output.Reserve(1);
                    var count = _decoder.Read(room[..Math.Min(room.Length, maxSize - output.Length + 1)]);
                    if (count == 0) break;
                    output.Advance(count);
                    if (output.Length > maxSize) return InflateResult.TooBig;
                }
            }
            catch (InvalidDataException)
            {
                return InflateResult.Damaged;
            }
        }

        _isEnded = !_source.IsDrained;
        return InflateResult.Fine;
    }
}
