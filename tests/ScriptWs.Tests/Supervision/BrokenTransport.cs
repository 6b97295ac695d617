using System.Net;
using ScriptWs.Connections;

namespace ScriptWs.Tests.Supervision;

/// <summary>A wire with a bug: every write throws once it is broken.</summary>
internal sealed class BrokenTransport : ITransport
{
    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsBroken { get; set; }

    public bool IsSecure => false;

    public TlsInformation? Tls => null;

    public long Unsent => 0;

    public bool HasUnreadInput => false;

    public ITransportSink Sink { get; set; } = null!;

    public int Write(ReadOnlySpan<byte> bytes) => IsBroken ? throw new InvalidOperationException("broken") : bytes.Length;

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
