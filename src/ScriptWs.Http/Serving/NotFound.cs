using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>The last handler of a request: no other one answered.</summary>
internal static class NotFound
{
    private static readonly PlainAnswer Answer = new(404, [new("Content-Type", "text/plain; charset=utf-8")], "There is nothing at this path."u8.ToArray());

    private static readonly PlainAnswer OfEndpoint = new(
        426,
        [new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Content-Type", "text/plain; charset=utf-8")],
        "This is a WebSocket endpoint; connect with a WebSocket client."u8.ToArray());

    public static Task AnswerAsync(HttpContext context)
    {
        var request = context.Features.GetRequiredFeature<Visitor>().Request;
        return AnswerWriter.WriteAsync(context, context.Features.GetRequiredFeature<HttpConnection>().HasWebSocketsAt(request) ? OfEndpoint : Answer);
    }
}
