using System.Net;
using System.Net.Sockets;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class EpollSocketTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task Close_OnceOrTwice_EndsTheConnectionAndTakesNothingMore(string address)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var local = (IPEndPoint)listener.LocalEndpoint;
        using var client = new TcpClient(local.AddressFamily);
        await client.ConnectAsync(local, Cancel);
        var from = new SocketAddress(local.AddressFamily);
        var socket = new EpollSocket(Libc.Accept((int)listener.Server.Handle, from), (IPEndPoint)local.Create(from), EventLoops.Next()!);
        var buffer = new byte[10];

        var sent = socket.Send([1, 2, 3]);
        var received = await client.GetStream().ReadAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel);
        var ends = (socket.RemoteEndPoint, socket.LocalEndPoint);
        socket.Close();
        socket.Close();

        Assert.Equal([3, 3], [sent, received]);
        Assert.Equal((client.Client.LocalEndPoint, client.Client.RemoteEndPoint), ends);
        Assert.Equal((EpollSocket.Failed, null, false), (socket.Send([4]), socket.LocalEndPoint, socket.HasUnread));
        Assert.Equal(0, await client.GetStream().ReadAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel));
    }
}
