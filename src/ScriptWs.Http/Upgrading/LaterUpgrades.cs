using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Upgrading;

/// <summary>
/// WebSockets that are asked for over a connection that was forwarded for plain HTTP before: they meet the rules of opening
/// handshakes, and not the <see cref="Serving.Door"/>'s.
/// </summary>
internal sealed class LaterUpgrades(RequestDelegate next, ScriptWsServer server)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!Upgrade.IsAskedFor(context)) return next(context);

        var connection = context.Features.GetRequiredFeature<HttpConnection>();
        return Upgrade.RunAsync(context, server, connection);
    }
}
