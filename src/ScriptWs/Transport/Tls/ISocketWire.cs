using System.Net;
using ScriptWs.Connections;

namespace ScriptWs.Transport;

/// <summary>A connected socket that a stream can be made of: .NET's own, or one on an <see cref="EventLoop"/>.</summary>
internal interface ISocketWire
{
    EndPoint? RemoteEndPoint { get; }

    EndPoint? LocalEndPoint { get; }

    /// <summary>Who waits for it, together with others.</summary>
    IEventLoop? Loop { get; }

    /// <summary>Whether bytes have arrived that were not read yet.</summary>
    bool HasUnread { get; }

    /// <summary>Bytes that were sent and that the client's system has not acknowledged, as far as that is known.</summary>
    long Unsent { get; }

    /// <summary>Before the first call of another kind.</summary>
    /// <returns><c>false</c> where the system refuses.</returns>
    bool TryStart();

    /// <summary>Waits until there is something to receive, without memory of its caller; one caller at a time.</summary>
    /// <returns>Always 0; that there is nothing after all is possible.</returns>
    /// <exception cref="IOException">The client is gone.</exception>
    ValueTask<int> WaitAsync();

    /// <summary>Waits for bytes; one caller at a time.</summary>
    /// <returns>How many came; 0 at the end.</returns>
    /// <exception cref="IOException">The client is gone.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Gives the kernel what it takes at once.</summary>
    /// <returns>How many bytes it took.</returns>
    /// <exception cref="IOException">The client is gone.</exception>
    int Send(ReadOnlySpan<byte> bytes);

    /// <summary>Gives the kernel all of it, as it takes it; one caller at a time, and only after <see cref="Send"/> was short.</summary>
    /// <exception cref="IOException">The client is gone.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Ends our direction behind what the kernel has taken.</summary>
    void EndOutput();

    /// <summary>Drops the connection; who receives is told. Any thread.</summary>
    void Reset();

    /// <summary>By who receives, when it does not any more.</summary>
    void Close();
}
