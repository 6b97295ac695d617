using System.Net;
using System.Net.Sockets;
using ScriptWs.Cluster;
using ScriptWs.Configuration;
using ScriptWs.Endpoints;
using ScriptWs.Gates;
using ScriptWs.PlainHttp;
using ScriptWs.Storage;
using ScriptWs.Supervision;
using ScriptWs.Transport;

namespace ScriptWs.Running;

/// <summary>The C# code around the server, as its runs see it. Any thread; no exception of a handler comes out.</summary>
internal interface IServerHooks : IServerEvents
{
    /// <summary>Finds users beside the configuration; <c>null</c> when no C# code does.</summary>
    UserLookup? FindUser { get; }

    /// <summary>Serves plain HTTP; <c>null</c> when only WebSockets are served.</summary>
    IHttpServer? HttpServer { get; }

    /// <summary>Opens backends of <c>server.storage</c> that are in packages of their own.</summary>
    IReadOnlyDictionary<StorageBackend, StorageOpener> StorageOpeners { get; }

    /// <summary>Makes brokers that are not in memory; <c>null</c> when no package does.</summary>
    BrokerFactory? CreateBroker { get; }

    /// <summary>Whether C# code lets a client's address connect.</summary>
    bool MayConnect(IPAddress address);

    /// <summary>The listening socket of an address; <c>null</c> to open one.</summary>
    Socket? SocketFor(ListenOptions listen);

    /// <summary>The loop that the next connection belongs to; <c>null</c> for a connection without a loop.</summary>
    EventLoop? NextLoop();

    void RaiseStarted();

    void RaiseStopped(string reason);

    void RaiseStatusChanged(ServerStatus status);

    void RaiseUnresponsive(string problem);
}
