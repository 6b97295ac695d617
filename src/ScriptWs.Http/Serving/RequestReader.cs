using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>Reads ASP.NET's request into ours.</summary>
internal static class RequestReader
{
    public static PlainRequest Read(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var query = context.Request.QueryString.Value ?? "";
        return new PlainRequest(
            context.Request.Method, RawPathOf(target), query.Length > 0 ? query[1..] : "", HeadersOf(context.Request), (limit, gone) => ReadBodyAsync(context, limit, gone))
        {
            MinorVersion = HttpProtocol.IsHttp10(context.Request.Protocol) ? 0 : 1,
        };
    }

    /// <summary>The path of a target in origin-form or absolute-form (RFC 9112 §3.2).</summary>
    private static string RawPathOf(string target)
    {
        // The query goes first: it may hold what looks like a scheme or a path.
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var address = question < 0 ? target : target[..question];
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        return address.StartsWith('/') || scheme < 0 ? address : address.IndexOf('/', scheme + 3) is >= 0 and var slash ? address[slash..] : "/";
    }

    private static Dictionary<string, string> HeadersOf(HttpRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, values) in request.Headers)
        {
            // RFC 9110 §5.3; RFC 6265 §5.4 for cookies, whose values may have commas.
            var key = name.ToLowerInvariant();
            headers[key] = values.Count == 1 ? values.ToString() : string.Join(key == "cookie" ? "; " : ", ", values.AsEnumerable());
        }

        return headers;
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context, long limit, CancellationToken gone)
    {
        if (context.Request.ContentLength > limit) return null;

        // The limit is ours here, and may be larger than Kestrel's.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        try
        {
            return await ReadAllAsync(context.Request.BodyReader, limit, gone).ConfigureAwait(false);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAllAsync(PipeReader reader, long limit, CancellationToken gone)
    {
        while (true)
        {
            var read = await reader.ReadAsync(gone).ConfigureAwait(false);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
