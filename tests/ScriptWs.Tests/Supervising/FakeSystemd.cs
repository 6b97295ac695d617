using System.Net.Sockets;
using System.Text;

namespace ScriptWs.Tests.Supervising;

/// <summary>A datagram socket in systemd's place.</summary>
internal sealed class FakeSystemd : IDisposable
{
    private static readonly TimeSpan Bound = Patience.Limit;

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <param name="address">A path, or a name of the abstract space, which begins with @.</param>
    public FakeSystemd(string address)
    {
        Address = address;
        _socket.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
    }

    public string Address { get; }

    /// <summary>The next message.</summary>
    public async Task<string> ReceiveAsync()
    {
        var buffer = new byte[4096];
        var count = await _socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Bound, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }

    /// <summary>The next message that begins with a text.</summary>
    public async Task<string> ReceiveAsync(string beginning)
    {
        while (true)
        {
            if (await ReceiveAsync() is var message && message.StartsWith(beginning, StringComparison.Ordinal)) return message;
        }
    }

    public void Dispose() => _socket.Dispose();
}
