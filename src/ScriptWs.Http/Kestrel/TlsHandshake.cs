using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections.Features;
using ScriptWs.PlainHttp;

namespace ScriptWs.Http.Kestrel;

/// <summary>What the server's own TLS handshake brought, for those who ask ASP.NET.</summary>
internal sealed class TlsHandshake(HttpTls tls) : ITlsHandshakeFeature
{
    private const string Unknown = "ITlsHandshakeFeature.NegotiatedCipherSuite says it.";

    public SslProtocols Protocol => tls.Protocol == "TLS 1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12;

    public TlsCipherSuite? NegotiatedCipherSuite => Enum.TryParse<TlsCipherSuite>(tls.CipherSuite, out var suite) ? suite : null;

    public string HostName => tls.HostName;

    [Obsolete(Unknown)]
    public CipherAlgorithmType CipherAlgorithm => CipherAlgorithmType.None;

    [Obsolete(Unknown)]
    public int CipherStrength => 0;

    [Obsolete(Unknown)]
    public HashAlgorithmType HashAlgorithm => HashAlgorithmType.None;

    [Obsolete(Unknown)]
    public int HashStrength => 0;

    [Obsolete(Unknown)]
    public ExchangeAlgorithmType KeyExchangeAlgorithm => ExchangeAlgorithmType.None;

    [Obsolete(Unknown)]
    public int KeyExchangeStrength => 0;
}
