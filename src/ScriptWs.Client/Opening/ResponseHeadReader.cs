using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Client;

/// <summary>Reads the head of a server's answer from bytes in any split (RFC 9112 §4, §5). One thread at a time.</summary>
internal sealed class ResponseHeadReader : IDisposable
{
    /// <summary>The most that a head may have.</summary>
    public const int MaxSize = 64 * 1024;

    /// <summary>The most fields that it may have.</summary>
    public const int MaxFields = 1000;

    private readonly Dictionary<string, string> _headers = [];
    private PooledBuffer _line;
    private int _size;
    private int _fields;

    /// <summary>The first line, as soon as it is there: what speaks no HTTP is known by it.</summary>
    public string? StatusLine { get; private set; }

    /// <summary>The head, when all of it is there.</summary>
    public ResponseHead? Head { get; private set; }

    /// <summary>Reads up to the empty line, and takes what it used off <paramref name="bytes"/>.</summary>
    /// <returns>Whether the head is whole; <c>false</c> when all bytes are used and more must come.</returns>
    /// <exception cref="InvalidDataException">It is larger than the limits.</exception>
    public bool TryRead(ref ReadOnlySpan<byte> bytes)
    {
        while (Head is null && !bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var part = end < 0 ? bytes : bytes[..end];
            bytes = bytes[Math.Min(part.Length + 1, bytes.Length)..];
            _size += part.Length;
            if (_size > MaxSize) throw new InvalidDataException($"the head of the answer is larger than {MaxSize / 1024} KiB");

            _line.Append(part);
            if (end < 0) break;
            TakeLine(Encoding.Latin1.GetString(_line.Span).TrimEnd('\r'));
            _line.Truncate(0);
        }

        return Head is not null;
    }

    public void Dispose() => _line.Dispose();

    private void TakeLine(string line)
    {
        if (StatusLine is null)
        {
            StatusLine = line;
            return;
        }

        if (line.Length == 0)
        {
            Head = new ResponseHead(StatusLine, _headers);
            _line.Dispose();
            return;
        }

        if (++_fields > MaxFields) throw new InvalidDataException($"the head of the answer has more than {MaxFields} fields");
        if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [var name, var value]) return;

        var key = name.ToLowerInvariant();
        _headers[key] = _headers.TryGetValue(key, out var before) ? $"{before}, {value}" : value;
    }
}
