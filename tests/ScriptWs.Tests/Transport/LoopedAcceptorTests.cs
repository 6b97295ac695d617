using System.Net;
using System.Net.Sockets;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class LoopedAcceptorTests
{
    /// <summary>Nothing sets it for each client: the system gives a client's socket what the listening one has.</summary>
    [Fact]
    public async Task Client_Always_GetsWhatIsSentAtOnce()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        var listening = ListeningSocket.Open(new IPEndPoint(IPAddress.Loopback, 0), 16);
        var address = (IPEndPoint)listening.LocalEndPoint!;
        var newcomers = new Newcomers();
        var acceptor = new LoopedAcceptor(listening, EventLoops.Next()!, newcomers);
        acceptor.Accept();

        using var client = new TcpClient();
        await client.ConnectAsync(address, TestContext.Current.CancellationToken);
        var descriptor = await newcomers.Accepted.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        acceptor.Stop();

        using var accepted = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
        Assert.True(accepted.NoDelay);
    }

    private sealed class Newcomers : INewcomers
    {
        private readonly TaskCompletionSource<int> _accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<int> Accepted => _accepted.Task;

        public bool MayAccept() => true;

        public void Begin(Socket accepted) => throw new NotSupportedException();

        public void Begin(int descriptor, IPEndPoint remote) => _accepted.TrySetResult(descriptor);

        public bool MayFailAgain(string error) => false;

        public void RestForRoom() => _accepted.TrySetException(new IOException("There is no room."));

        public void Rest() => _accepted.TrySetException(new IOException("The system is out of descriptors."));

        public void ReportBroken(Exception exception) => _accepted.TrySetException(exception);

        public void SocketClosed() => _accepted.TrySetException(new IOException("The socket was closed."));

        public void Die(string cause) => _accepted.TrySetException(new IOException(cause));
    }
}
