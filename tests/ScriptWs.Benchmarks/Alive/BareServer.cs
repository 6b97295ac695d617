using System.Net;
using System.Net.Sockets;
using System.Text;
using ScriptWs.Protocol;
using ScriptWs.Transport;

namespace ScriptWs.Benchmarks.Alive;

/// <summary>
/// The system calls of a heartbeat and nothing else: opens WebSockets, sends each the bytes of a Ping once per interval, and reads
/// what comes without looking at it. What is left is what the system costs.
/// </summary>
internal sealed class BareServer
{
    private const int TicksPerInterval = 20, Backlog = 4096;
    private const int HeadSize = 8192;

    private static readonly byte[] Ping = [0x89, 8, 1, 2, 3, 4, 5, 6, 7, 8];

    private readonly List<Wire> _wires = [];

    /// <summary>Serves until its input ends; prints its port first.</summary>
    public static async Task<int> ServeAsync(TimeSpan interval)
    {
        var server = new BareServer();
        using var listener = ListeningSocket.Open(new IPEndPoint(IPAddress.Loopback, 0), Backlog);
        listener.NoDelay = true;
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        new Thread(() => server.Accept(listener)) { IsBackground = true }.Start();
        _ = server.PingAsync(interval / TicksPerInterval);
        await Console.In.ReadToEndAsync();
        Console.WriteLine("stopped");
        return 0;
    }

    private void Accept(Socket listener)
    {
        var head = new byte[HeadSize];
        while (true)
        {
            var address = new SocketAddress(AddressFamily.InterNetwork);
            var descriptor = Libc.Accept((int)listener.Handle, address);
            var socket = new EpollSocket(descriptor, (IPEndPoint)listener.LocalEndPoint!.Create(address), EventLoops.Next()!);
            var length = 0;
            while (!head.AsSpan(0, length).EndsWith("\r\n\r\n"u8)) length += Math.Max(socket.Receive(head.AsSpan(length)), 0);
            var key = Encoding.ASCII.GetString(head, 0, length).Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key", StringComparison.OrdinalIgnoreCase)).Split(": ")[1];
            socket.Send(HandshakeResponse.ToBytes(key));
            var wire = new Wire(socket);
            lock (_wires) _wires.Add(wire);
        }
    }

    private async Task PingAsync(TimeSpan tick)
    {
        using var timer = new PeriodicTimer(tick);
        for (var turn = 0; await timer.WaitForNextTickAsync(); turn++)
        {
            Wire[] due;
            lock (_wires) due = [.. _wires.Where((_, index) => index % TicksPerInterval == turn % TicksPerInterval)];
            foreach (var group in due.GroupBy(wire => wire.Socket.Loop)) group.Key.Post(() =>
            {
                foreach (var wire in group) wire.Socket.Send(Ping);
            });
        }
    }

    private sealed class Wire : IReadiness
    {
        public Wire(EpollSocket socket)
        {
            Socket = socket;
            socket.TryStart(this);
        }

        public EpollSocket Socket { get; }

        public void OnBroken(Exception exception) => Socket.Reset();

        public void OnReady(uint events, Span<byte> scratch)
        {
            if (Socket.Receive(scratch) is 0 or EpollSocket.Failed) Socket.Close();
        }
    }
}
