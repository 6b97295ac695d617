using System.Net;
using System.Net.Sockets;
using ScriptWs.Configuration;

namespace ScriptWs.Running;

/// <summary>Finds addresses that this machine cannot listen on. A port that is taken is none of them: this server may be the one that has it.</summary>
internal static class UsableAddresses
{
    private const int FirstFreeForAll = 1024;

    /// <returns>A sentence for each address that cannot be used.</returns>
    public static IEnumerable<string> Check(ScriptWsOptions options)
    {
        if (options.IsHosted) return [];

        var addresses = options.Listen.Select((listen, i) => (Key: $"listen[{i}]", Listen: listen));
        if (options.Admin.Enabled) addresses = addresses.Append(("admin", options.Admin.Listen));
        return addresses.Select(each => Problem(each.Key, each.Listen)).OfType<string>();
    }

    private static string? Problem(string key, ListenOptions listen)
    {
        if (ListenAddress.Of(listen) is not { } address) return null; // said by the rules

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            // Where any user may open a port, any one tells about the address, and none is taken from another program.
            socket.Bind(new IPEndPoint(address, listen.Port < FirstFreeForAll ? listen.Port : 0));
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => null,
                SocketError.AddressNotAvailable => $"{key}.address: {address} is not an address of this machine; choose one that is, or * for all.",
                SocketError.AccessDenied => $"{key}.port: port {listen.Port} may not be opened by this user; choose one above {FirstFreeForAll - 1}.",
                SocketError.AddressFamilyNotSupported => $"{key}.address: this machine has no IPv6 (found {address}); choose an IPv4 address.",
                _ => $"{key}.address: {address} cannot be listened on ({e.SocketErrorCode}).",
            };
        }
    }
}
