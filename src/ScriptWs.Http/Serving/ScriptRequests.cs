using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>Asks the endpoint's script (<c>onRequest</c>); what is not its own goes on.</summary>
internal sealed class ScriptRequests(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var visitor = context.Features.GetRequiredFeature<Visitor>();
        var answer = await context.Features.GetRequiredFeature<HttpConnection>().AskScriptAsync(visitor.Request, visitor.Verdict, context.RequestAborted).ConfigureAwait(false);
        await (answer is null ? next(context) : AnswerWriter.WriteAsync(context, answer)).ConfigureAwait(false);
    }
}
