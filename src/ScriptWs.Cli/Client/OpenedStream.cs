using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Client;

namespace ScriptWs.Cli.Client;

/// <summary>A connection whose opening handshake is done: its stream, and what of it was read already.</summary>
/// <param name="Stream">The socket's stream, or TLS over it; disposing it closes the socket.</param>
/// <param name="Input">Reads on; some bytes behind the handshake may be in it.</param>
/// <param name="Subprotocol">What the server chose, or <c>null</c>.</param>
internal sealed record OpenedStream(Stream Stream, ClientInput Input, string? Subprotocol)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Connects and does the opening handshake.</summary>
    /// <exception cref="ClientException">It did not come about.</exception>
    public static async Task<OpenedStream> OpenAsync(ClientOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(options.Address.IdnHost, options.Port, limit.Token);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.IsTls) stream = await SecureAsync(stream, options, limit.Token);

            var upgrade = new ClientUpgrade(options);
            var input = new ClientInput(stream);
            await stream.WriteAsync(upgrade.Request(), limit.Token);
            return new OpenedStream(stream, input, await upgrade.ReadAnswerAsync(input, limit.Token));
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is ClientException || cancellationToken.IsCancellationRequested) throw;
            throw new ClientException(ConnectFailure.Explain(e, options, ConnectTimeout), e);
        }
    }

    private static async Task<Stream> SecureAsync(Stream stream, ClientOptions options, CancellationToken cancellationToken)
    {
        var problem = SslPolicyErrors.None;
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = options.Address.IdnHost,
                    CertificateChainPolicy = options.Authorities is { } authorities ? Trusting(authorities) : null,
                    RemoteCertificateValidationCallback = (_, _, _, errors) =>
                        (problem = errors) == SslPolicyErrors.None || options.IsInsecure,
                },
                cancellationToken);
            return secure;
        }
        catch (AuthenticationException e) when (problem != SslPolicyErrors.None)
        {
            var what = problem.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "is for another name" : "is not trusted here";
            throw new ClientException(
                $"the certificate of {options.Target} {what}; --ca FILE says whom to trust, --insecure connects all the same.", e);
        }
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        // An authority made for tests publishes no list of what it revoked.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
