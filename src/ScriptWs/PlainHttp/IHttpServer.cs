namespace ScriptWs.PlainHttp;

/// <summary>
/// Serves the plain HTTP connections that arrive at a ScriptWs port. The library reads each connection's first request head,
/// refuses whom it must, and hands the rest over. All members may be called by any thread, and must not block.
/// </summary>
public interface IHttpServer
{
    /// <summary>Whether there is anything to serve at present; if not, the library answers plain requests itself, with 426.</summary>
    bool IsWanted { get; }

    /// <summary>Loads what it needs before the first connection, because there are few file descriptors.</summary>
    Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Takes a connection over.</summary>
    /// <returns><c>false</c> when too many wait to be taken: the client is answered 503.</returns>
    bool TryTake(HttpConnection connection);

    /// <summary>
    /// The server stops: connections end after the request that they are in. Afterwards connections may be forwarded
    /// again, for the server may be started again.
    /// </summary>
    /// <param name="cancellationToken">Cancelled when the time has passed; what is left is dropped.</param>
    Task StopAsync(CancellationToken cancellationToken);
}
