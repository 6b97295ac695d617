using System.Net;
using ScriptWs.Connections;

namespace ScriptWs.Transport;

/// <summary>
/// Accepts connections on one address. The seam for other kinds of transport: a listener makes its own
/// <see cref="ITransport"/>, and nothing else knows which kind it is.
/// </summary>
internal interface IListener : IAsyncDisposable
{
    /// <summary>The address with the real port; valid after <see cref="Start"/>.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>Whether clients wait until there are descriptors for them again.</summary>
    bool IsResting { get; }

    /// <summary>Begins to accept.</summary>
    /// <param name="accept">Gives each new transport its sink.</param>
    /// <param name="died">Told why, once, when it ends without <see cref="Stop"/>. Any thread.</param>
    /// <exception cref="ListenException">The address cannot be listened on; the message says why and what to do.</exception>
    void Start(Func<ITransport, ITransportSink> accept, Action<string> died);

    /// <summary>Ends as if by itself, for this reason.</summary>
    void Kill(string cause);

    /// <summary>Stops accepting; connections that were accepted live on.</summary>
    void Stop();
}
