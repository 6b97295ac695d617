using System.Net.Sockets;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>Accepts by .NET's own means, on every system.</summary>
internal sealed class PortableAcceptor(Socket socket, INewcomers newcomers)
    : SocketAsyncEventArgs(SocketOutput.SuppressContext), IAcceptor
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
            if (!newcomers.MayAccept()) return;
            while (!socket.AcceptAsync(this))
            {
                if (!TakeAccepted()) return;
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            newcomers.SocketClosed();
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
                newcomers.Begin(accepted);
                if (descriptor < Descriptors.ForClients) return true;
                newcomers.RestForRoom();
                return false;
            case SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket or SocketError.Shutdown or SocketError.InvalidArgument:
                newcomers.SocketClosed();
                return false;
            case SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable or SocketError.ProcessLimit:
                newcomers.Rest();
                return false;
            default:
                accepted?.Dispose();
                return newcomers.MayFailAgain(error.ToString());
        }
    }
}
