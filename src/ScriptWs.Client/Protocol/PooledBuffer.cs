using System.Buffers;

namespace ScriptWs.Protocol;

/// <summary>
/// Bytes that grow as they come, in an array of the shared pool; holds nothing while it is empty. A mutable struct, so
/// that an idle connection pays for two fields only: keep it in a field or pass it by reference.
/// </summary>
internal struct PooledBuffer : IDisposable
{
    private const int MinimumSize = 512;

    /// <summary>
    /// How many times as large as what has come the array may be, when more is expected. A client that only announces much does not get it.
    /// </summary>
    private const int MaxGrowth = 4;

    private byte[]? _array;

    public int Length { get; private set; }

    public readonly Span<byte> Span => _array.AsSpan(0, Length);

    /// <param name="bytes">What comes.</param>
    /// <param name="expected">How many there will be in all, as far as is known: up to it the array grows in larger steps.</param>
    public void Append(ReadOnlySpan<byte> bytes, long expected = 0)
    {
        if (bytes.IsEmpty) return;
        var room = bytes.Length;
        if (_array is { } array && array.Length - Length < room)
            room = (int)Math.Clamp(expected - Length, room, Math.Max(room, (MaxGrowth - 1L) * Length));
        Reserve(room);
        bytes.CopyTo(_array.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Room for at least <paramref name="count"/> bytes behind the end; <see cref="Advance"/> takes them in.</summary>
    public Span<byte> Reserve(int count)
    {
        var needed = checked(Length + count);
        if (_array is null || _array.Length < needed)
        {
            // Doubling keeps the copying linear; the pool rounds up to powers of two anyway.
            var size = (int)Math.Clamp(2L * Length, Math.Max(needed, MinimumSize), Array.MaxLength);
            var grown = ArrayPool<byte>.Shared.Rent(size);
            Span.CopyTo(grown);
            if (_array is not null) ArrayPool<byte>.Shared.Return(_array);
            _array = grown;
        }

        return _array.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public void Truncate(int length) => Length = length;

    /// <summary>Gives the array back and is empty again; may be used further.</summary>
    public void Dispose()
    {
        if (_array is { } array)
        {
            _array = null;
            ArrayPool<byte>.Shared.Return(array);
        }

        Length = 0;
    }
}
