using System.Net;
using System.Net.Sockets;

namespace ScriptWs.Tests;

public sealed class ToolTests
{
    /// <summary>IPPROTO_IP and IP_LOCAL_PORT_RANGE (ip(7)): the ports that a socket may get when it asks for any free one.</summary>
    private const int Level = 0, LocalPortRange = 51;

    [Fact]
    public void ReservedPort_WhileNobodyListens_IsGivenToNoOneElse()
    {
        var canChoose = OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 3);
        Assert.SkipUnless(canChoose, "Only Linux 6.3 and later can be told which free port to give.");
        using var server = Listen(0);
        var port = Tool.ReservePort();
        using (Listen(port)) { }

        Assert.Equal(SocketError.AddressNotAvailable, ErrorOf(port, socket => socket.Connect(server.LocalEndpoint)));
        Assert.Equal(SocketError.AddressAlreadyInUse, ErrorOf(port, socket => socket.Bind(new IPEndPoint(IPAddress.Loopback, 0))));
        using var again = Listen(port);
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    /// <summary>Lets a socket ask for any free port, where this one would be the only choice.</summary>
    private static SocketError ErrorOf(int port, Action<Socket> ask)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetRawSocketOption(Level, LocalPortRange, BitConverter.GetBytes((port << 16) | port));
        return Assert.Throws<SocketException>(() => ask(socket)).SocketErrorCode;
    }
}
