using System.Collections.ObjectModel;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using ScriptWs.Http.Serving;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Upgrading;

/// <summary>Turns a request of ASP.NET's into a WebSocket of ours: over HTTP/1.1 by an upgrade, over HTTP/2 by an extended CONNECT (RFC 8441).</summary>
internal static class Upgrade
{
    private const string WebSocket = "websocket";

    /// <summary>What RFC 8441 §5 has no need of, and the opening handshake of RFC 6455 asks for.</summary>
    private const string AnyKey = "AAAAAAAAAAAAAAAAAAAAAA==";

    public static bool IsAskedFor(HttpContext context) =>
        // RFC 9110 §7.8: an upgrade of HTTP/1.0 is not seen.
        IsExtendedConnect(context) || (HttpProtocol.IsHttp11(context.Request.Protocol) && context.Request.Headers.Upgrade.Any(value => value is not null && value.Split(',', StringSplitOptions.TrimEntries).Contains(WebSocket, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Completes when the WebSocket has ended, or was refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="server">Whose connection it becomes.</param>
    /// <param name="connection">The connection that was forwarded, if the request came over one.</param>
    /// <param name="endpoint">The endpoint that is meant, as it is configured; <c>null</c> for the one at the request's path.</param>
    /// <param name="parameters">What the parameters of the endpoint's path are.</param>
    public static async Task RunAsync(HttpContext context, ScriptWsServer server, HttpConnection? connection, string? endpoint = null, IReadOnlyDictionary<string, string>? parameters = null)
    {
        // A WebSocket takes as long as it takes.
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        var upgrade = new WebSocketUpgrade(AsUpgrade(context), headers => SwitchAsync(context, headers), context.Abort)
        {
            Endpoint = endpoint,
            Parameters = parameters ?? ReadOnlyDictionary<string, string>.Empty,
            User = Users.Of(context.User),
            RemoteEndPoint = context.Connection.RemoteIpAddress is not { } address ? null : new IPEndPoint(address, context.Connection.RemotePort),
            LocalEndPoint = context.Connection.LocalIpAddress is { } local ? new IPEndPoint(local, context.Connection.LocalPort) : null,
            IsSecure = context.Request.IsHttps,
            Connection = connection,
        };
        if (await server.UpgradeAsync(upgrade).ConfigureAwait(false) is { } answer) await AnswerWriter.WriteAsync(context, answer).ConfigureAwait(false);
    }

    private static bool IsExtendedConnect(HttpContext context) =>
        context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect && string.Equals(connect.Protocol, WebSocket, StringComparison.OrdinalIgnoreCase);

    private static PlainRequest AsUpgrade(HttpContext context)
    {
        var request = RequestReader.Read(context);
        return IsExtendedConnect(context)
            ? request with
            {
                Method = "GET",
                Headers = new Dictionary<string, string>(request.Headers) { ["upgrade"] = WebSocket, ["connection"] = "upgrade", ["sec-websocket-key"] = AnyKey, ["host"] = context.Request.Host.Value ?? "" },
            }
            : request;
    }

    private static async Task<Stream> SwitchAsync(HttpContext context, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        if (IsExtendedConnect(context))
        {
            AnswerWriter.Add(context.Response, headers.Where(header => header.Key != "Sec-WebSocket-Accept"));
            return await context.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync().ConfigureAwait(false);
        }

        AnswerWriter.Add(context.Response, [new("Connection", "Upgrade"), new("Upgrade", WebSocket), .. headers]);
        return await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync().ConfigureAwait(false);
    }
}
