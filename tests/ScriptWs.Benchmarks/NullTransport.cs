using System.Net;
using ScriptWs.Connections;

namespace ScriptWs.Benchmarks;

/// <summary>A wire that takes everything at once, so that a benchmark measures what comes before it.</summary>
internal sealed class NullTransport : ITransport
{
    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsSecure => false;

    public TlsInformation? Tls => null;

    public long Unsent => 0;

    public bool HasUnreadInput => false;

    public ITransportSink Sink { get; set; } = null!;

    /// <summary>Told of the sink whose bytes were written.</summary>
    public Action<ITransportSink>? Written { get; init; }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        Written?.Invoke(Sink);
        return bytes.Length;
    }

    public void ResumeReading()
    {
    }

    public void CloseOutput()
    {
    }

    public void Abort()
    {
    }
}
