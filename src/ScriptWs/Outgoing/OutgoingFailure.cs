using System.Net.Http;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace ScriptWs.Outgoing;

/// <summary>Says in words for a script why .NET's client failed.</summary>
internal static class OutgoingFailure
{
    public static OutgoingException Of(Exception e)
    {
        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is OutgoingException failure) return failure;
        }

        return new OutgoingException(e switch
        {
            HttpRequestException http => $"The request failed: {Describe(http)}.",
            IOException => "The connection broke.",
            UriFormatException => "The URL cannot be sent.",
            _ => "The request failed.",
        });
    }

    /// <summary>Why a WebSocket failed.</summary>
    public static string OfSocket(Exception e) => e switch
    {
        OperationCanceledException => "It was closed before it was open, or the server did not answer in time.",
        WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket } => "The server refused the opening handshake.",
        WebSocketException { InnerException: null } => "The server broke the rules of WebSocket, or the connection broke.",
        WebSocketException { InnerException: var inner } => Of(inner).Message,
        _ => Of(e).Message,
    };

    private static string Describe(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "the host name is not known",
        HttpRequestError.ConnectionError => e.InnerException switch
        {
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
                "the host name is not known",
            SocketException refused => $"no connection ({refused.SocketErrorCode})",
            _ => "no connection",
        },
        HttpRequestError.SecureConnectionError => "the server's certificate or its TLS is not accepted",
        HttpRequestError.ConfigurationLimitExceeded => "the header is larger than fetch.maxHeaderSize",
        HttpRequestError.ResponseEnded => "the response ended early",
        HttpRequestError.InvalidResponse => "the response is not HTTP",
        _ => "the server's answer breaks HTTP",
    };
}
