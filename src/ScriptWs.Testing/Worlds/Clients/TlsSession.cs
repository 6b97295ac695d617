using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Testing;

/// <summary>A client's TLS handshake and what came of it.</summary>
internal sealed class TlsSession
{
    private readonly SslStream _stream;

    private TlsSession(SslStream stream) => _stream = stream;

    public Stream Stream => _stream;

    /// <summary>Why there is no session; <c>null</c> when there is one.</summary>
    public string? Problem { get; private set; }

    /// <summary>What the server showed; <c>null</c> when it did not come so far.</summary>
    public X509Certificate2? ServerCertificate => Problem is null ? _stream.RemoteCertificate as X509Certificate2 : null;

    /// <summary>What was agreed on, as in <c>TLS 1.3</c>.</summary>
    [SuppressMessage("Security", "CA5398", Justification = "It names the version that was negotiated and chooses none.")]
    public string Version => _stream.SslProtocol switch
    {
        SslProtocols.Tls13 => "TLS 1.3",
        SslProtocols.Tls12 => "TLS 1.2",
        var other => $"{other}",
    };

    /// <summary>Does the handshake. A server that refuses it leaves a session with a problem.</summary>
    /// <param name="wire">The TCP connection.</param>
    /// <param name="host">The host of the server's address.</param>
    /// <param name="options">How.</param>
    /// <param name="trustsAll">Whether any certificate will do.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    [SuppressMessage("Security", "CA5359", Justification = "Only for a scenario's own server, whose certificate was made for it.")]
    public static async Task<TlsSession> BeginAsync(
        Stream wire, string host, ConnectTls options, bool trustsAll, CancellationToken cancellationToken)
    {
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = options.HostName ?? host,
            EnabledSslProtocols = options.Versions,
        };
        if (trustsAll) authentication.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        if (options.Certificate is { } own) authentication.LocalCertificateSelectionCallback = (_, _, _, _, _) => own;
        var session = new TlsSession(new SslStream(wire));
        try
        {
            await session._stream.AuthenticateAsClientAsync(authentication, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            session.Problem = e.Message;
        }

        return session;
    }
}
