using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using ScriptWs.Syntax;

namespace ScriptWs.Protocol;

/// <summary>
/// Reads the header that a proxy sends before anything else, to say whom it speaks for: the PROXY protocol, version 1
/// (a line of text) or 2 (binary), as HAProxy defines it. Takes exactly its bytes.
/// </summary>
internal sealed class ProxyHeaderReader
{
    /// <summary>The longest line of version 1, its end included.</summary>
    private const int MaxLine = 107;

    /// <summary>The longest header of version 2: addresses, and what proxies add about TLS; none is near it.</summary>
    private const int MaxBinary = 4096;

    private const int FixedPart = 16;

    private readonly List<byte> _taken = [];

    private static ReadOnlySpan<byte> Signature => [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A];

    /// <summary>The header is read whole.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>It is no such header; the connection must be dropped.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>The client's address; <c>null</c> when the proxy speaks for itself, or for something that has none.</summary>
    public IPAddress? Client { get; private set; }

    /// <returns>How many bytes belonged to the header.</returns>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (count < bytes.Length && !IsComplete && !IsMalformed)
        {
            _taken.Add(bytes[count++]);
            Look();
        }

        return count;
    }

    private void Look()
    {
        ReadOnlySpan<byte> header = CollectionsMarshal.AsSpan(_taken);
        if (header[0] == (byte)'P') LookAtLine(header);
        else if (!Signature.StartsWith(header[..Math.Min(header.Length, Signature.Length)])) IsMalformed = true;
        else if (header.Length >= FixedPart) LookAtBinary(header);
    }

    private void LookAtLine(ReadOnlySpan<byte> header)
    {
        if (header[^1] != '\n')
        {
            IsMalformed = header.Length == MaxLine || !"PROXY "u8.StartsWith(header[..Math.Min(header.Length, 6)]);
            return;
        }

        IsComplete = true;
        var line = Encoding.Latin1.GetString(header);
        switch (line.EndsWith("\r\n", StringComparison.Ordinal) ? line[..^2].Split(' ') : [])
        {
            case ["PROXY", "UNKNOWN", ..]:
                break;
            case ["PROXY", ("TCP4" or "TCP6") and var family, var source, var destination, var sourcePort, var destinationPort]
                when ParseAddress(source, family) is { } client && ParseAddress(destination, family) is not null
                    && IsPort(sourcePort) && IsPort(destinationPort):
                Client = client;
                break;
            default:
                (IsComplete, IsMalformed) = (false, true);
                break;
        }
    }

    private static IPAddress? ParseAddress(string text, string family) =>
        AddressText.Parse(text) is { } address && text.Contains(':') == (family == "TCP6")
            ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
            : null;

    private static bool IsPort(string text) => DecimalText.Parse(text, ushort.MaxValue) is not null;

    private void LookAtBinary(ReadOnlySpan<byte> header)
    {
        var length = FixedPart + BinaryPrimitives.ReadUInt16BigEndian(header[14..]);
        if (header[12] is not (0x20 or 0x21) || length > MaxBinary) IsMalformed = true;
        else if (header.Length == length) TakeBinary(header[..FixedPart], header[FixedPart..]);
    }

    private void TakeBinary(ReadOnlySpan<byte> head, ReadOnlySpan<byte> rest)
    {
        // 0x20 is the proxy's own connection, such as a health check. Family 1 is IPv4, 2 is IPv6, the rest has no address for us.
        var size = head[12] == 0x20 ? 0 : (head[13] >> 4) switch { 1 => 4, 2 => 16, _ => 0 };
        if (rest.Length < size * 2 + (size == 0 ? 0 : 4))
        {
            IsMalformed = true;
            return;
        }

        IsComplete = true;
        if (size == 0) return;
        var client = new IPAddress(rest[..size]);
        Client = client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client;
    }
}
