using System.Text;

namespace ScriptWs.Cli.Client;

/// <summary>Reads lines, then exact numbers of bytes, from one stream without losing what came together.</summary>
internal sealed class BufferedInput(Stream stream)
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <returns>A line without its end, or <c>null</c> when the stream ended or the line is longer than the buffer.</returns>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.Latin1.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }

            if (!await FillAsync(cancellationToken)) return null;
        }
    }

    /// <returns>Whether all of it came; <c>false</c> when the stream ended before.</returns>
    public async ValueTask<bool> ReadExactlyAsync(Memory<byte> target, CancellationToken cancellationToken)
    {
        while (target.Length > 0)
        {
            if (_start == _end && !await FillAsync(cancellationToken)) return false;

            var count = Math.Min(target.Length, _end - _start);
            _buffer.AsSpan(_start, count).CopyTo(target.Span);
            target = target[count..];
            _start += count;
        }

        return true;
    }

    /// <returns>What was read and not used yet: the caller goes on with the stream itself.</returns>
    public ReadOnlySpan<byte> TakeRest()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        _start = _end;
        return rest;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length) return false;

        var count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        return count > 0;
    }
}
