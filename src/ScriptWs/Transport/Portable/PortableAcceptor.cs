using System.Net.Sockets;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>Accepts by .NET's own means, on every system.</summary>
internal sealed class PortableAcceptor(Socket socket, SocketListener listener) : SocketAsyncEventArgs(SocketTransport.SuppressContext), IAcceptor
{
    public void Accept() => Background.Queue("accepting", AcceptAll);

    public void Stop() => socket.Dispose();

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        Background.Run(GoOn, "accepting", null);
    }

    private void GoOn()
    {
        if (TakeAccepted()) AcceptAll();
    }

    private void AcceptAll()
    {
        try
        {
            if (!listener.MayAccept()) return;
            while (!socket.AcceptAsync(this))
            {
                if (!TakeAccepted()) return;
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            listener.Die(SocketListener.SocketClosed);
        }
    }

    /// <returns>Whether to accept again now.</returns>
    private bool TakeAccepted()
    {
        var (error, accepted) = (SocketError, AcceptSocket);
        AcceptSocket = null;
        switch (error)
        {
            case SocketError.Success:
                var descriptor = (long)accepted!.Handle;
                listener.Begin(accepted);
                if (descriptor < Descriptors.ForClients) return true;
                listener.RestForRoom();
                return false;
            case SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket or SocketError.Shutdown or SocketError.InvalidArgument:
                listener.Die(SocketListener.SocketClosed);
                return false;
            case SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit:
                listener.Rest();
                return false;
            default:
                accepted?.Dispose();
                return listener.MayFailAgain(error.ToString());
        }
    }
}
