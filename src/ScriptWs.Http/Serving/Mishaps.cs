using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScriptWs.Http.Logging;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Serving;

/// <summary>The outermost: what goes wrong is answered without details, and only what is not the client's fault is an error in the log.</summary>
internal sealed class Mishaps(RequestDelegate next, ILogger<Mishaps> log)
{
    private static readonly KeyValuePair<string, string>[] Text = [new("Content-Type", "text/plain; charset=utf-8"), new("Connection", "close")];

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested || EndedInItsBody(context, e))
        {
            // Kestrel must know: it would look for the rest of the body, and for a next request.
            Log.ClientLeft(log, e, context.Request.Path);
            throw;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            Log.RequestBroken(log, e, context.Request.Path);
            await AnswerAsync(context, new PlainAnswer(e.StatusCode, Text, "The request is broken, or took too long."u8.ToArray())).ConfigureAwait(false);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Log.RequestFailed(log, e, context.Request.Path);
            await AnswerAsync(context, new PlainAnswer(500, Text, "The server failed to answer."u8.ToArray())).ConfigureAwait(false);
        }
    }

    /// <summary>A body of a known length is wrong in one way only; its connection has ended, though that may not have been noticed yet.</summary>
    private static bool EndedInItsBody(HttpContext context, Exception e) =>
        e is BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } && context.Request.ContentLength is not null;

    private static Task AnswerAsync(HttpContext context, PlainAnswer answer)
    {
        context.Response.Clear();
        return AnswerWriter.WriteAsync(context, answer);
    }
}
