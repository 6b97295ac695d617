using System.Net;
using ScriptWs.Protocol;
using ScriptWs.Resumption;
using ScriptWs.Routing;

namespace ScriptWs.Connections;

/// <summary>What all opening handshakes of a server share.</summary>
/// <param name="FindEndpoint">The endpoint of a path, or <c>null</c>.</param>
/// <param name="Connections">What the connections will share.</param>
/// <param name="Deadlines">The time for the handshake.</param>
internal sealed record HandshakeSettings(
    Func<RequestPath, RouteMatch<IEndpoint>?> FindEndpoint,
    ConnectionSettings Connections,
    DeadlineQueue Deadlines)
{
    /// <summary>Whose pages may connect.</summary>
    public required OriginRules Origins { get; init; }

    /// <summary>Where clients may come from.</summary>
    public required AddressRules Addresses { get; init; }

    /// <summary>Whether an address may connect, as C# code sees it; asked before anything is read.</summary>
    public Func<IPAddress, bool> AcceptsAddress { get; init; } = static _ => true;

    /// <summary>Finds out who clients are; <c>null</c> without authentication.</summary>
    public IGate? Gate { get; init; }

    /// <summary>Keeps connections so that clients can resume them; <c>null</c> where none can be resumed.</summary>
    public ResumeKeeper? Resumption { get; init; }

    /// <summary>What is answered to everybody, also while the server stops; <c>null</c> for nothing.</summary>
    public Func<RequestHead, HttpRefusal?> Health { get; init; } = static _ => null;

    /// <summary>The endpoint that a plain HTTP request is at or below; <c>null</c> when there is none.</summary>
    public Func<RequestPath, RouteMatch<IEndpoint>?> FindForHttp { get; init; } = static _ => null;

    /// <summary>Takes over plain HTTP; <c>null</c> if no server does.</summary>
    public IPlainHttp? PlainHttp { get; init; }
}
