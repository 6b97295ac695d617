using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Transport;

/// <summary>What an <see cref="IAcceptor"/> tells of the clients at its socket. One call at a time.</summary>
internal interface INewcomers
{
    /// <summary>Clients wait.</summary>
    /// <returns><c>false</c> when there is no room for them yet; the acceptor is called again.</returns>
    bool MayAccept();

    /// <summary>A client of .NET's own socket.</summary>
    void Begin(Socket accepted);

    /// <summary>A client of an event loop.</summary>
    void Begin(int descriptor, IPEndPoint remote);

    /// <summary>A client was gone before it was accepted (ECONNABORTED and its kin): that is its affair, unless it never ends.</summary>
    /// <returns>Whether to accept again now.</returns>
    bool MayFailAgain(string error);

    /// <summary>What is left of the descriptors is not for clients: they wait in the backlog until one leaves.</summary>
    void RestForRoom();

    /// <summary>The system is out of descriptors: has the acceptor go on after a while, if that is worth it.</summary>
    void Rest();

    /// <summary>Accepting failed in an unexpected way.</summary>
    void ReportBroken(Exception exception);

    /// <summary>Another part of the process, or the system, has closed the socket.</summary>
    void SocketClosed();

    /// <summary>The socket is of no use any more.</summary>
    void Die(string cause);
}
