using System.Buffers;
using System.Net;
using System.Net.Http;

namespace ScriptWs.Outgoing;

/// <summary>One hop of a request: written for .NET's client, and led on by a redirect.</summary>
internal static class OutgoingMessage
{
    /// <summary>What a server may use to find out who asks.</summary>
    private const string UserAgent = "ScriptWs";

    /// <summary>Line breaks and NUL would begin another field.</summary>
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\r\n\0");

    private static readonly string[] OfTheBody = ["content-encoding", "content-language", "content-location", "content-type"];

    /// <summary>Secrets for one origin, which another must not learn.</summary>
    private static readonly string[] OfTheOrigin = ["authorization", "cookie", "proxy-authorization"];

    public static HttpRequestMessage Write(OutgoingRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (request.Body is not null) message.Content = new ByteArrayContent(request.Body);
        else if (request.Method is "POST" or "PUT") message.Content = new ByteArrayContent([]); // with a Content-Length of 0
        foreach (var (name, value) in request.Headers)
        {
            if (value.AsSpan().ContainsAny(Breaks)) throw new OutgoingException($"The header field {name} contains a line break.");
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        if (!message.Headers.Contains("accept")) message.Headers.TryAddWithoutValidation("accept", "*/*");
        if (!message.Headers.Contains("user-agent")) message.Headers.TryAddWithoutValidation("user-agent", UserAgent);
        return message;
    }

    public static bool IsRedirect(int status) => status is 301 or 302 or 303 or 307 or 308;

    /// <summary>The request to where a redirect leads (fetch standard, HTTP-redirect fetch).</summary>
    public static OutgoingRequest Follow(OutgoingRequest request, int status, string url)
    {
        var headers = request.Headers;
        var drops = (status is 301 or 302 && request.Method == "POST") || (status == 303 && request.Method is not ("GET" or "HEAD"));
        if (drops) headers = [.. headers.Where(field => !OfTheBody.Contains(field.Name))];
        if (!IsSameOrigin(new Uri(request.Url), new Uri(url))) headers = [.. headers.Where(field => !OfTheOrigin.Contains(field.Name))];
        return request with
        {
            Url = url,
            Headers = headers,
            Method = drops ? "GET" : request.Method,
            Body = drops ? null : request.Body,
        };
    }

    public static OutgoingHead Head(HttpResponseMessage response, string url, bool isRedirected)
    {
        List<(string, string)> headers = [];
        foreach (var part in new[] { response.Headers.NonValidated, response.Content.Headers.NonValidated })
        {
            foreach (var (name, values) in part)
            {
                foreach (var value in values) headers.Add((name, value));
            }
        }

        var reason = string.Concat((response.ReasonPhrase ?? "").Where(c => c is '\t' or (>= ' ' and <= '\xff' and not '\x7f')));
        return new OutgoingHead((int)response.StatusCode, reason, url, isRedirected, headers);
    }

    private static bool IsSameOrigin(Uri target, Uri other) =>
        target.Scheme == other.Scheme && target.IdnHost == other.IdnHost && target.Port == other.Port;
}
