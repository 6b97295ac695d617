using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>
/// The first that a request meets: the server's rules about addresses, origins and users, asked for each request of a
/// connection. Whatever comes behind finds who the client is in <see cref="Visitor"/>, and in <see cref="HttpContext.User"/>.
/// </summary>
internal sealed class Door(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // What a browser believes a file to be is what we say it is.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        var request = RequestReader.Read(context);
        var verdict = await context.Features.GetRequiredFeature<HttpConnection>().CheckAsync(request, context.RequestAborted).ConfigureAwait(false);
        AnswerWriter.Add(context.Response, verdict.Headers);
        if (verdict.Answer is { } answer)
        {
            await AnswerWriter.WriteAsync(context, answer).ConfigureAwait(false);
            return;
        }

        // What ASP.NET made of the target keeps empty segments: what follows must look at the path that was decided on.
        context.Request.Path = request.Path;
        context.Features.Set(new Visitor(request, verdict));
        if (verdict.User is { } user) context.User = Principals.Of(user);
        await next(context).ConfigureAwait(false);
    }
}
