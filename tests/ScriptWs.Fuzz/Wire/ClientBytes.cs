using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ScriptWs.Fuzz.Wire;

/// <summary>What clients and proxies send, right or slightly wrong.</summary>
internal static class ClientBytes
{
    private static readonly string[] Methods = ["GET", "GET", "GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "get", "PRI", "CONNECT"];

    private static readonly string[] Targets =
        ["/", "/", "/ws", "/files/a.txt", "/files/", "//files/a.txt", "/files/../a", "/%2e%2e/%00", "*", "http://localhost/", "/?a=1&b=%C3%A4", "/files/b%20c", "?", "/files/a.txt/"];

    private static readonly string[] Fields =
    [
        "Origin: http://localhost", "Cookie: a=b; c", "Authorization: Basic dTpw", "Sec-WebSocket-Protocol: chat, superchat", "Sec-WebSocket-Protocol: ,", "Range: bytes=0-1,3-",
        "Range: lines=1-2", "If-None-Match: \"x\"", "Accept-Encoding: gzip, br;q=0.1", "X-Forwarded-For: 1.2.3.4, [::1]:80", "Expect: 100-continue", "Connection: close", "TE: trailers",
        "Sec-WebSocket-Extensions: permessage-deflate", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; server_no_context_takeover", "X-Long: " + new string('y', 3000),
        "Sec-WebSocket-Extensions: x-webkit-deflate-frame, permessage-deflate; server_max_window_bits=\"9\"", "A: \u00e4\u00ff", " folded: x", "Host: twice",
    ];

    private static readonly string[] Texts = ["hello", "", "äöü€😀", "\u0000\uFFFF", new('x', 125), new('y', 126), new('z', 70_000)];

    public static byte[] Handshake(Random random)
    {
        var head = new StringBuilder($"GET {(random.Next(4) == 0 ? Pick(random, Targets) : "/")} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n");
        head.Append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: ").Append(random.Next(20) == 0 ? "8" : "13").Append("\r\n");
        AppendFields(random, head, random.Next(3));
        return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
    }

    public static byte[] HttpRequest(Random random)
    {
        var head = new StringBuilder($"{Pick(random, Methods)} {Pick(random, Targets)} HTTP/1.{random.Next(2)}\r\nHost: localhost\r\n");
        AppendFields(random, head, random.Next(5));
        var body = new byte[random.Next(4) == 0 ? random.Next(5000) : random.Next(20)];
        random.NextBytes(body);
        switch (random.Next(4))
        {
            case 0:
                return [.. Encoding.Latin1.GetBytes(head.Append("Content-Length: ").Append(body.Length + (random.Next(5) == 0 ? 1 : 0)).Append("\r\n\r\n").ToString()), .. body];
            case 1:
                head.Append("Transfer-Encoding: chunked\r\n\r\n").Append(body.Length.ToString("x", CultureInfo.InvariantCulture)).Append(random.Next(3) == 0 ? ";a=\"b\"" : "").Append("\r\n");
                return [.. Encoding.Latin1.GetBytes(head.ToString()), .. body, .. "\r\n0\r\n\r\n"u8];
            default:
                return Encoding.Latin1.GetBytes(head.Append("\r\n").ToString());
        }
    }

    public static byte[] ProxyHeader(Random random)
    {
        if (random.Next(2) == 0)
        {
            string[] lines =
            [
                "PROXY TCP4 192.0.2.1 198.51.100.1 1000 443\r\n", "PROXY TCP6 2001:db8::1 ::1 1 2\r\n", "PROXY UNKNOWN\r\n", "PROXY UNKNOWN anything at all\r\n",
                "PROXY TCP4 010.0.0.1 1 1 1\r\n", "PROXY TCP4 1.2.3.4 1.2.3.4 65536 -1\r\n", "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\r\n", "PROXY TCP6 ::ffff:1.2.3.4 ::1 1 1\n",
            ];
            return Encoding.Latin1.GetBytes(Pick(random, lines));
        }

        var size = random.Next(6) switch { 0 => 0, 1 or 2 => 12, 3 or 4 => 36, _ => random.Next(600) };
        var header = new byte[16 + size];
        random.NextBytes(header);
        "\r\n\r\n\0\r\nQUIT\n"u8.CopyTo(header);
        header[12] = (byte)(0x20 | (random.Next(5) == 0 ? random.Next(16) : random.Next(2)));
        header[13] = (byte)((size == 36 ? 0x20 : 0x10) | random.Next(3));
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(14), (ushort)size);
        return header;
    }

    /// <summary>Messages, whole and in fragments, with control frames between them, and sometimes a Close frame at the end.</summary>
    public static byte[] Frames(Random random)
    {
        var bytes = new List<byte>();
        for (var left = random.Next(6); left > 0; left--)
        {
            var (payload, isText, compressed) = Message(random);
            var pieces = random.Next(3) == 0 ? random.Next(2, 6) : 1;
            for (var piece = 0; piece < pieces; piece++)
            {
                var part = payload[(payload.Length * piece / pieces)..(payload.Length * (piece + 1) / pieces)];
                bytes.AddRange(Frame(random, piece > 0 ? 0 : isText ? 1 : 2, part, piece == pieces - 1, compressed && piece == 0 ? 4 : 0));
                if (random.Next(5) == 0) bytes.AddRange(Frame(random, random.Next(9, 11), payload[..Math.Min(payload.Length, random.Next(126))]));
            }
        }

        if (random.Next(8) == 0) bytes.AddRange(Frame(random, random.Next(16), new byte[random.Next(200)], random.Next(2) == 0, random.Next(8)));
        if (random.Next(3) == 0) bytes.AddRange(Close(random));
        return [.. bytes];
    }

    private static byte[] Close(Random random)
    {
        int[] codes = [1000, 1001, 1005, 1006, 1011, 1015, 2999, 3000, 4999, 5000, 0, 65535];
        var code = codes[random.Next(codes.Length)];
        byte[] reason = random.Next(4) == 0 ? [0xC3] : Encoding.UTF8.GetBytes(Pick(random, Texts))[..^0];
        byte[] body = random.Next(6) switch { 0 => [], 1 => [3], _ => [(byte)(code >> 8), (byte)code, .. reason.AsSpan(0, Math.Min(reason.Length, 123))] };
        return Frame(random, 8, body);
    }

    private static (byte[] Payload, bool IsText, bool Compressed) Message(Random random)
    {
        var isText = random.Next(2) == 0;
        var payload = Encoding.UTF8.GetBytes(Pick(random, Texts));
        if (!isText)
        {
            payload = new byte[random.Next(5) == 0 ? random.Next(70_000) : random.Next(300)];
            if (random.Next(3) > 0) random.NextBytes(payload);
        }

        if (random.Next(3) > 0) return (payload, isText, false);
        if (random.Next(4) == 0) payload = new byte[random.Next(4 << 20)]; // a bomb for a small limit
        return (Deflated(payload, random.Next(4) == 0), isText, true);
    }

    private static byte[] Deflated(byte[] payload, bool isFinal)
    {
        using var output = new MemoryStream();
        using (var deflate = new DeflateStream(output, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(payload);
            deflate.Flush();
            if (!isFinal) return output.ToArray() is { Length: >= 4 } flushed ? flushed[..^4] : [];
        }

        return [.. output.ToArray(), 0];
    }

    private static byte[] Frame(Random random, int opcode, byte[] payload, bool fin = true, int rsv = 0)
    {
        var masked = random.Next(30) > 0;
        var header = new List<byte> { (byte)((fin ? 0x80 : 0) | (rsv << 4) | opcode) };
        var mask = masked ? 0x80 : 0;
        var form = random.Next(40) == 0 ? random.Next(3) : payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 1 : 2;
        header.AddRange(form switch
        {
            0 => [(byte)(mask | (payload.Length & 0x7F))],
            1 => [(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length],
            _ => [(byte)(mask | 127), random.Next(9) == 0 ? (byte)0x80 : (byte)0, 0, 0, 0, 0, (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length],
        });
        if (!masked) return [.. header, .. payload];

        var key = new byte[4];
        random.NextBytes(key);
        return [.. header, .. key, .. payload.Select((one, i) => (byte)(one ^ key[i & 3]))];
    }

    private static void AppendFields(Random random, StringBuilder head, int count)
    {
        for (var left = count; left > 0; left--) head.Append(Pick(random, Fields)).Append("\r\n");
    }

    private static string Pick(Random random, string[] items) => items[random.Next(items.Length)];
}
