using System.Net.Sockets;
using System.Security.Authentication;

namespace ScriptWs.Cli.Client;

/// <summary>Says in the user's words why a connection did not come about.</summary>
internal static class ConnectFailure
{
    public static string Explain(Exception failure, ClientOptions options, TimeSpan timeout) => failure switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            $"nothing listens on {options.Target}; is the server running?",
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData } =>
            $"there is no host named {options.Address.Host}.",
        SocketException { SocketErrorCode: SocketError.HostUnreachable or SocketError.NetworkUnreachable } =>
            $"there is no way to {options.Target} from here.",
        OperationCanceledException =>
            $"{options.Target} did not answer within {timeout.TotalSeconds:0} seconds.",
        AuthenticationException =>
            $"{options.Target} does not speak TLS, or none that is accepted here; a server without TLS wants ws://.",
        IOException when options.IsTls =>
            $"{options.Target} ended the connection during the TLS handshake; a server without TLS wants ws://.",
        IOException =>
            $"{options.Target} ended the connection during the opening handshake.",
        _ => $"{options.Target} cannot be reached ({failure.Message.TrimEnd('.')}).",
    };
}
