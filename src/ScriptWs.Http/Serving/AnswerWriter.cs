using Microsoft.AspNetCore.Http;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>Writes our answers as ASP.NET's.</summary>
internal static class AnswerWriter
{
    public static async Task WriteAsync(HttpContext context, PlainAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        Add(response, answer.Headers);

        // RFC 9110 §15: these have no body, not even an empty one.
        if (answer.Status is 204 or 205 or 304) return;
        response.ContentLength = answer.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
    }

    public static void Add(HttpResponse response, IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers) response.Headers.Append(name, value);
    }
}
