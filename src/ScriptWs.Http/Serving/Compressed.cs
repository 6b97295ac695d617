using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace ScriptWs.Http.Serving;

/// <summary>
/// Compresses files for clients that accept it, over TLS too: files are the same for all clients and contain no secrets. What is
/// compressed is not byte for byte the file, so its ETag becomes a weak one (RFC 9110 §8.8.1), and ranges are of the file itself.
/// </summary>
internal static class Compressed
{
    private static readonly string[] Types = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/manifest+json"];

    public static void AddTo(IServiceCollection services)
    {
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, Types));
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
    }

    /// <summary>Before the files: what clients know by a weak ETag is known to the files by a strong one.</summary>
    public static void Prepare(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers.IfNoneMatch.Count > 0) headers.IfNoneMatch = headers.IfNoneMatch.ToString().Replace("W/\"", "\"", StringComparison.Ordinal);
        if (headers.Range.Count > 0) headers.Remove(HeaderNames.AcceptEncoding);
        context.Response.OnStarting(static state => Weaken((HttpResponse)state), context.Response);
    }

    private static Task Weaken(HttpResponse response)
    {
        if (response.Headers.ContentEncoding.Count > 0 && response.Headers.ETag.ToString() is ['"', ..] strong)
        {
            response.Headers.ETag = "W/" + strong;
            response.Headers.AcceptRanges = default;
        }

        return Task.CompletedTask;
    }
}
