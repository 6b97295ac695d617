using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;
using ScriptWs.Connections;
using ScriptWs.Transport;

namespace ScriptWs.Tests.Transport;

public sealed class SharedSocketTests
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// The kernel knows a watched socket by the socket and its number, and forgets it when the last duplicate is closed: the next
    /// duplicate, which often gets the same number, must not be taken for the one before.
    /// </summary>
    [Fact]
    public async Task Listener_AtOneDuplicateAfterAnother_AcceptsEachTime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Event loops are for Linux.");
        using var original = ListeningSocket.Open(new IPEndPoint(IPAddress.Loopback, 0), 16);
        var numbers = new List<int>();

        for (var i = 0; i < 50; i++)
        {
            var number = Posix.Duplicate((int)original.Handle);
            numbers.Add(number);
            var accepted = new TaskCompletionSource();
            await using var listener = new SocketListener(
                (IPEndPoint)original.LocalEndPoint!, 16, TimeProvider.System, NullLogger<SocketListener>.Instance, open: () => new Socket(new SafeSocketHandle(number, ownsHandle: true)));
            listener.Start(
                _ =>
                {
                    accepted.TrySetResult();
                    return new Deaf();
                },
                cause => accepted.TrySetException(new InvalidOperationException(cause)));
            using var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)original.LocalEndPoint!, Cancel);
            await accepted.Task.WaitAsync(Bound, Cancel);
        }

        Assert.NotEqual(numbers.Count, numbers.Distinct().Count());
    }

    private sealed class Deaf : ITransportSink
    {
        public bool OnReceived(Span<byte> bytes) => true;

        public void OnWritable()
        {
        }

        public void OnDisconnected()
        {
        }
    }
}
