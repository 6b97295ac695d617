using System.Net;
using System.Net.Http;
using System.Text;
using ScriptWs.Configuration;

namespace ScriptWs.Outgoing;

/// <summary>
/// The HTTP client under the requests and WebSockets of one endpoint. It has no cookies, no proxy, no credentials and no redirects of
/// its own. Made at the first request, so that a server without any does not load the assembly.
/// </summary>
internal sealed class OutgoingTransport(FetchOptions options, OutgoingRules rules, HostResolver? resolve)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>How long one connection is used: then the name is looked up again.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler
    {
        ConnectCallback = new OutgoingDialer(rules, resolve ?? Dns.GetHostAddressesAsync).ConnectAsync,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        PooledConnectionIdleTimeout = ConnectionLifetime / 2,
        MaxResponseHeadersLength = (int)((options.MaxHeaderSize + 1023) / 1024),
        AutomaticDecompression = DecompressionMethods.All,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });

    /// <summary>The client itself, for WebSockets.</summary>
    public HttpMessageInvoker Invoker => _invoker;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellation) =>
        _invoker.SendAsync(message, cancellation);
}
