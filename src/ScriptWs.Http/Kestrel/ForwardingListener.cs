using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace ScriptWs.Http.Kestrel;

/// <summary>Gives Kestrel the connections that were forwarded. They wait here until it takes them.</summary>
internal sealed class ForwardingListener : IConnectionListenerFactory, IConnectionListener
{
    /// <summary>Connections that wait at most, which they do while Kestrel starts.</summary>
    private const int MaxWaiting = 1024;

    private readonly Channel<ConnectionContext> _waiting =
        Channel.CreateBounded<ConnectionContext>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    public EndPoint EndPoint { get; private set; } = new ForwardingEndPoint();

    /// <returns><c>false</c> when too many wait, or none are taken any more.</returns>
    public bool TryAdd(ConnectionContext connection) => _waiting.Writer.TryWrite(connection);

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_waiting.Reader.TryRead(out var connection)) return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var connection)) connection.Abort();
        return ValueTask.CompletedTask;
    }
}
