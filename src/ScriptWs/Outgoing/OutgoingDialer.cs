using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace ScriptWs.Outgoing;

/// <summary>
/// Opens the connections of requests. The address is checked here, where it is connected to: a name that leads elsewhere the second
/// time it is looked up gains nothing.
/// </summary>
internal sealed class OutgoingDialer(OutgoingRules rules, HostResolver resolve)
{
    /// <summary>Addresses of one host that are tried at most.</summary>
    private const int MaxAddresses = 6;

    /// <summary>Time for one address, when there are others.</summary>
    private static readonly TimeSpan AddressTimeout = TimeSpan.FromSeconds(5);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var url = context.InitialRequestMessage.RequestUri!;
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        if (!host.Equals(url.IdnHost, StringComparison.OrdinalIgnoreCase) || port != url.Port)
            throw new OutgoingException($"{url.IdnHost}: the connection would lead to another host.");

        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellation).ConfigureAwait(false);
        var usable = rules.Usable(url, addresses);
        Exception? failure = null;
        foreach (var address in usable.Take(MaxAddresses))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                if (usable.Count > 1) bound.CancelAfter(AddressTimeout);
                await socket.ConnectAsync(address, port, bound.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                socket.Dispose();
                failure = e;
                cancellation.ThrowIfCancellationRequested();
            }
        }

        var reason = failure is SocketException refused ? $" ({refused.SocketErrorCode})" : "";
        throw new OutgoingException($"{host} port {port} does not answer{reason}");
    }
}
