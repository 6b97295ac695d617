using System.Net;
using System.Net.Sockets;
using ScriptWs.Cli;
using ScriptWs.Cli.Handover;
using ScriptWs.Cli.Processes;
using ScriptWs.Cli.Supervising;
using ScriptWs.Configuration;

namespace ScriptWs.Tests.Supervising;

/// <summary>Which inherited socket belongs to which address of the configuration.</summary>
public sealed class SocketSetTests : IDisposable
{
    private readonly SocketSet _sockets = new();

    public void Dispose() => _sockets.Dispose();

    [Fact]
    public void Socket_WithThePortAndAddress_IsTheAddressesOne()
    {
        var port = Adopt("127.0.0.1");
        var listen = new ListenOptions { Port = port };

        using var found = _sockets.For(listen, [listen]);

        Assert.Equal(new IPEndPoint(IPAddress.Loopback, port), found!.LocalEndPoint);
    }

    [Fact]
    public void Socket_OfAnotherAddress_IsNotTaken()
    {
        var port = Adopt("127.0.0.2");
        var listen = new ListenOptions { Port = port };

        Assert.Null(_sockets.For(listen, [listen]));
        Assert.Single(_sockets.UnusedBy([listen]));
    }

    [Fact]
    public void Address_WithoutAPort_TakesWhatNoOtherNames()
    {
        var (named, free) = (Adopt("127.0.0.1"), Adopt("127.0.0.1"));
        ListenOptions[] all = [new() { Port = 0 }, new() { Port = named }];

        using var found = _sockets.For(all[0], all);

        Assert.Equal(free, ((IPEndPoint)found!.LocalEndPoint!).Port);
        Assert.Empty(_sockets.UnusedBy(all));
    }

    [Fact]
    public void Addresses_WithoutAPort_TakeOneEachAtEveryStart()
    {
        HashSet<int> ports = [Adopt("127.0.0.1"), Adopt("127.0.0.1")];
        ListenOptions[] all = [new() { Port = 0 }, new() { Port = 0 }];

        for (var start = 0; start < 3; start++)
        {
            using var one = _sockets.For(all[0], all);
            using var other = _sockets.For(all[1], all);
            Assert.Equal(ports, new HashSet<int> { ((IPEndPoint)one!.LocalEndPoint!).Port, ((IPEndPoint)other!.LocalEndPoint!).Port });
        }
    }

    [Fact]
    public void Socket_ForBothFamilies_IsOneForAllOfIPv4()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "There is no IPv6 here.");
        using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Any, 0));
        _sockets.Adopt(DuplicateOf(socket.Handle), "web");
        var listen = new ListenOptions { Address = "*", Port = ((IPEndPoint)socket.LocalEndPoint!).Port };

        using var found = _sockets.For(listen, [listen]);

        Assert.NotNull(found);
    }

    [Fact]
    public void Descriptor_ThatIsNoSocket_IsRefused()
    {
        using var file = File.OpenRead(typeof(SocketSetTests).Assembly.Location);
        var descriptor = DuplicateOf(file.SafeFileHandle.DangerousGetHandle());

        var refused = Assert.Throws<CommandException>(() => _sockets.Adopt(descriptor, "web"));

        Assert.Equal($"the socket \"web\" (descriptor {descriptor.DangerousGetHandle()}) that was handed over is not a TCP socket that is bound; only such can be served.", refused.Message);
        Assert.True(descriptor.IsClosed); // by now, not by the finalizer: the number may be another file's then
    }

    [Fact]
    public void Socket_ThatIsNoTcpSocket_IsRefused()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var descriptor = DuplicateOf(socket.Handle);

        Assert.Throws<CommandException>(() => _sockets.Adopt(descriptor, "web"));

        Assert.True(descriptor.IsClosed);
    }

    [Fact]
    public void Open_WithASocketThere_OpensOnlyTheOthers()
    {
        var port = Adopt("127.0.0.1");
        ListenOptions[] all = [new() { Port = port }, new() { Port = 0, Address = "127.0.0.2" }];

        _sockets.Open(all);
        _sockets.Open(all);

        Assert.Equal(2, _sockets.Descriptors.Count);
    }

    [Fact]
    public void Open_WithOneAddressTaken_OpensNone()
    {
        using var taken = Listen("127.0.0.1");
        ListenOptions[] all = [new() { Port = 0 }, new() { Port = ((IPEndPoint)taken.LocalEndPoint!).Port }];

        Assert.Throws<ScriptWsException>(() => _sockets.Open(all));

        Assert.Empty(_sockets.Descriptors);
    }

    [Fact]
    public void KeepOnly_OfFewerAddresses_ClosesTheRest()
    {
        ListenOptions[] all = [new() { Port = 0 }, new() { Port = 0, Address = "127.0.0.2" }];
        _sockets.Open(all);

        _sockets.KeepOnly([all[0]]);

        Assert.Single(_sockets.Descriptors);
    }

    [Fact]
    public async Task Socket_ThatAListenerLetsGo_GoesOnListening()
    {
        var port = Adopt("127.0.0.1");
        var listen = new ListenOptions { Port = port };
        var found = _sockets.For(listen, [listen])!;
        var pending = found.AcceptAsync(TestContext.Current.CancellationToken).AsTask();

        found.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => pending);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        using var next = _sockets.For(listen, [listen])!;
        using var accepted = await next.AcceptAsync(TestContext.Current.CancellationToken);

        Assert.Equal(client.LocalEndPoint, accepted.RemoteEndPoint);
    }

    private static SafeSocketHandle DuplicateOf(IntPtr descriptor) => new(Posix.Duplicate(checked((int)descriptor)), ownsHandle: true);

    private int Adopt(string address)
    {
        using var socket = Listen(address);
        // As inherited: the first descriptor is closed by whoever opened it, and not shut down.
        _sockets.Adopt(DuplicateOf(socket.Handle), "web");
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Socket Listen(string address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
        socket.Listen(8);
        return socket;
    }
}
