using System.IO.Compression;
using System.Security.Cryptography;
using ScriptWs.Configuration;
using ScriptWs.Protocol;

namespace ScriptWs.Running;

/// <summary>
/// Serves the client as a file. It contains nothing secret, so every page may import it; which pages may connect is decided when they
/// do. Clients ask for it with <c>?v=</c> and its version to keep it for good, and otherwise ask each time whether it has changed.
/// </summary>
internal sealed class ClientFile(ClientOptions options)
{
    public const string Path = "/scriptws/client.js";

    private const string Forever = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    private static readonly Lazy<Variants> File = new(Read);

    /// <summary>What the present file is called in <c>?v=</c>.</summary>
    public static string Version => File.Value.Version;

    /// <returns><c>null</c> when something else is asked for.</returns>
    public HttpRefusal? Answer(RequestHead head)
    {
        if (!options.Enabled || head.Path != Path || head.Method is not ("GET" or "HEAD") || head.WantsWebSocket) return null;

        var file = File.Value;
        var isGzip = TakesGzip(head.Header("accept-encoding"));
        var tag = isGzip ? $"\"{file.Version}-gzip\"" : $"\"{file.Version}\"";
        var headers = new List<KeyValuePair<string, string>>
        {
            new("Cache-Control", head.Query == $"v={file.Version}" ? Forever : AskAgain),
            new("ETag", tag),
            new("Vary", "Accept-Encoding"),
            new("Access-Control-Allow-Origin", "*"),
            new("Cross-Origin-Resource-Policy", "cross-origin"),
        };
        if (head.Header("if-none-match") is { } known && Contains(known, tag)) return new HttpRefusal(304, "", headers);

        headers.Add(new("Content-Type", "text/javascript; charset=utf-8"));
        headers.Add(new("X-Content-Type-Options", "nosniff"));
        if (isGzip) headers.Add(new("Content-Encoding", "gzip"));
        return new HttpRefusal(200, "", headers) { Content = isGzip ? file.Gzip : file.Plain, IsHead = head.Method == "HEAD" };
    }

    /// <summary>Whether one of the tags is this one, weak or not (RFC 9110 §13.1.2).</summary>
    private static bool Contains(string list, string tag) =>
        list.Split(',', StringSplitOptions.TrimEntries).Any(one => one == "*" || one == tag || one == $"W/{tag}");

    private static bool TakesGzip(string? accepted) => accepted is not null && accepted.Split(',', StringSplitOptions.TrimEntries)
        .Any(one => one.Equals("gzip", StringComparison.OrdinalIgnoreCase)
            || (one.StartsWith("gzip;", StringComparison.OrdinalIgnoreCase) && !one.EndsWith("q=0", StringComparison.Ordinal)));

    private static Variants Read()
    {
        using var source = typeof(ClientFile).Assembly.GetManifestResourceStream("scriptws-client.js")!;
        var plain = new byte[source.Length];
        source.ReadExactly(plain);
        using var gzip = new MemoryStream();
        using (var compressor = new GZipStream(gzip, CompressionLevel.SmallestSize)) compressor.Write(plain);
        return new(plain, gzip.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain).AsSpan(0, 8)));
    }

    private sealed record Variants(ReadOnlyMemory<byte> Plain, ReadOnlyMemory<byte> Gzip, string Version);
}
