using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class EpollSocketTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SocketThatWasTakenApart_HoldsNoFinalizer_AndClosesNothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, Cancel);
        var taken = Take(listener);

        GC.Collect();
        await Task.Run(GC.WaitForPendingFinalizers, Cancel).WaitAsync(Bound, Cancel);
        var sent = taken.Send([1, 2, 3]);
        var buffer = new byte[10];

        Assert.Equal(3, sent);
        Assert.Equal(3, await client.GetStream().ReadAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel));
        taken.Close();
        taken.Close();
        Assert.Equal(EpollSocket.Failed, taken.Send([4]));
        Assert.Equal(0, await client.GetStream().ReadAsync(buffer, Cancel).AsTask().WaitAsync(Bound, Cancel));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static EpollSocket Take(TcpListener listener) => new(listener.AcceptSocket(), EventLoops.Next()!);
}
