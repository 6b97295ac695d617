using System.Net;

namespace ScriptWs.Connections;

/// <summary>What is sent to one client, as <see cref="SlowReaders"/> sees it. Any thread.</summary>
internal interface IOutput
{
    EndPoint? RemoteEndPoint { get; }

    /// <summary>Bytes that wait for the client here, on the wire and in the system; 0 at its end.</summary>
    long Waiting { get; }

    /// <summary>Bytes that the client's system has taken so far.</summary>
    long Taken { get; }

    /// <summary>Drops the wire.</summary>
    void Abort();
}
