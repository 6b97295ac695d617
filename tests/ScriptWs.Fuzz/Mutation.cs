using System.Text;

namespace ScriptWs.Fuzz;

/// <summary>Changes that break a right input in few places.</summary>
public static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 9, 10, 13, 32, 34, 44, 58, 59, 0x7F, 0x80, 0xC0, 0xFE, 0xFF];

    private static readonly string[] Words =
    [
        "\r\n", "\r\n\r\n", "\n", "\0", ",", ";", ":", "Content-Length: 1\r\n", "Content-Length: +5\r\n", "Transfer-Encoding: chunked\r\n", "Connection: Upgrade\r\n",
        "Upgrade: websocket\r\n", "Host: a\r\n", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=8\r\n", "Expect: 100-continue\r\n", "/../", "//", "%00", "%2e%2e",
        "HTTP/1.0", "HTTP/2.0", "PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n", "\x81\x80", "\x88\x80", "18446744073709551616", "-1", "\u202e",
    ];

    public static byte[] Apply(Random random, byte[] input)
    {
        var bytes = new List<byte>(input);
        for (var left = random.Next(1, 6); left > 0; left--) ApplyOne(random, bytes);
        return [.. bytes];
    }

    /// <summary>Cuts bytes into pieces, as a network does: few large ones mostly, and sometimes single bytes.</summary>
    public static IReadOnlyList<byte[]> Split(Random random, byte[] input)
    {
        var (pieces, at) = (new List<byte[]>(), 0);
        var most = random.Next(4) switch { 0 => 3, 1 => 50, 2 => 1500, _ => input.Length };
        while (at < input.Length)
        {
            var length = Math.Min(input.Length - at, random.Next(1, most + 2));
            pieces.Add(input[at..(at + length)]);
            at += length;
            if (pieces.Count > 200) most = input.Length;
        }

        return pieces;
    }

    private static void ApplyOne(Random random, List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = random.Next(Math.Min(bytes.Count - at, random.Next(1, 40)) + 1);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = Interesting[random.Next(Interesting.Length)];
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Encoding.Latin1.GetBytes(Words[random.Next(Words.Length)]));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                var noise = new byte[random.Next(30)];
                random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
            default:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
        }
    }
}
