using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Transport;

/// <summary>Opens the socket that is listened on, and says why it cannot be.</summary>
internal static class ListeningSocket
{
    /// <exception cref="ListenException">The address cannot be listened on; the message says why and what to do.</exception>
    public static Socket Open(IPEndPoint address, int backlog)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // No ReuseAddress: on Linux it would share a taken port, and a restart gets its port back without it.
            // A listener of IPv6 only leaves the IPv4 address of the same port to another one.
            if (address.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = false;
            socket.Bind(address);
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ListenException(Explain(address, e.SocketErrorCode), e);
        }
    }

    /// <summary>Takes over a socket that other code has opened and bound.</summary>
    /// <exception cref="ListenException">It cannot be listened on.</exception>
    public static Socket TakeOver(Socket socket, IPEndPoint address, int backlog)
    {
        try
        {
            socket.Listen(backlog);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new ListenException(Explain(address, e.SocketErrorCode), e);
        }
    }

    private static string Explain(IPEndPoint address, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"port {address.Port} is taken by another program; choose another with --listen, or port 0 for any free one.",
        SocketError.AccessDenied =>
            $"port {address.Port} may not be opened by this user; choose one above 1023 with --listen.",
        SocketError.AddressNotAvailable =>
            $"{address.Address} is not an address of this machine; choose one that is, or 0.0.0.0 for all.",
        _ => $"{address} cannot be listened on ({error}).",
    };
}
