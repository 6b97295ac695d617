using System.Text;
using ScriptWs.Protocol;

namespace ScriptWs.Tests.Protocol;

/// <summary>Builds opening handshakes as text, and reads them.</summary>
internal static class Requests
{
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    /// <summary>A valid opening handshake; a line given replaces the line of the same field, and is added otherwise.</summary>
    public static string Upgrade(params string[] lines)
    {
        List<string> fields = ["Host: example.com", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Key: {Key}", "Sec-WebSocket-Version: 13"];
        foreach (var line in lines)
        {
            var same = fields.FindIndex(f => f.Split(':')[0] == line.Split(':')[0]);
            if (same < 0) fields.Add(line);
            else fields[same] = line;
        }

        return "GET /chat?room=1 HTTP/1.1\r\n" + string.Join("\r\n", fields) + "\r\n\r\n";
    }

    public static RequestHeadReader Read(string request)
    {
        var reader = new RequestHeadReader();
        reader.Read(Encoding.Latin1.GetBytes(request));
        return reader;
    }

    /// <summary>The head of a request that is expected to be well-formed.</summary>
    public static RequestHead Head(string request)
    {
        using var reader = Read(request);
        Assert.Null(reader.Refusal);
        return Assert.IsType<RequestHead>(reader.Head);
    }

    /// <summary>The HTTP status a request is refused with; 101 when it is not refused, 0 when more is awaited.</summary>
    public static int Status(string request)
    {
        using var reader = Read(request);
        if (reader.Refusal is { } malformed) return malformed.Status;
        if (reader.Head is null) return 0;
        return OpeningHandshake.Read(reader.Head, out var refusal) is null ? refusal!.Status : 101;
    }
}
