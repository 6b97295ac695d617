using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Cli.Client;

/// <summary>One WebSocket from the client's end. Unlike the platform's it shows Pings and Pongs.</summary>
internal sealed class WebSocketClient : IAsyncDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private readonly MessageInput _input;
    private readonly SemaphoreSlim _sending = new(1, 1);

    private WebSocketClient(Stream stream, BufferedInput input, string? subprotocol) =>
        (_stream, _input, Subprotocol) = (stream, new MessageInput(input), subprotocol);

    /// <summary>What the server chose, or <c>null</c>.</summary>
    public string? Subprotocol { get; }

    /// <summary>Connects and does the opening handshake.</summary>
    /// <exception cref="ClientException">It did not come about.</exception>
    public static async Task<WebSocketClient> ConnectAsync(ClientOptions options, TimeProvider clock, CancellationToken cancellationToken)
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
            var input = new BufferedInput(stream);
            await stream.WriteAsync(upgrade.Request(), limit.Token);
            return new WebSocketClient(stream, input, await upgrade.ReadAnswerAsync(input, limit.Token));
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is ClientException || cancellationToken.IsCancellationRequested) throw;
            throw new ClientException(ConnectFailure.Explain(e, options, ConnectTimeout), e);
        }
    }

    /// <summary>Sends one whole message or a control frame.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task SendAsync(ClientOpcode opcode, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var frame = ClientFrames.Encode(opcode, payload.Span);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(frame, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <returns>The next message or control frame; <c>null</c> when the connection ended.</returns>
    /// <exception cref="ClientException">The server broke the protocol.</exception>
    public async Task<Received?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _input.ReceiveAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _sending.Dispose();
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
                    RemoteCertificateValidationCallback = (_, _, _, errors) => (problem = errors) == SslPolicyErrors.None || options.IsInsecure,
                },
                cancellationToken);
            return secure;
        }
        catch (AuthenticationException e) when (problem != SslPolicyErrors.None)
        {
            var what = problem.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "is for another name" : "is not trusted here";
            throw new ClientException($"the certificate of {options.Target} {what}; --ca FILE says whom to trust, --insecure connects all the same.", e);
        }
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        // Whoever made an authority for tests has no place where it tells what it revoked.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
