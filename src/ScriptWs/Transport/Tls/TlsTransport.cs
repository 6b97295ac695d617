using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ScriptWs.Certificates;
using ScriptWs.Connections;
using ScriptWs.Diagnostics;

namespace ScriptWs.Transport;

/// <summary>
/// A connection's wire under TLS. The handshake comes first, within the time of the opening handshake; then bytes are
/// pushed as they are decrypted, and what is written is encrypted at once, on the thread that writes it.
/// </summary>
internal sealed class TlsTransport : ITransport
{
    /// <summary>Bytes that are encrypted before checking whether the client takes them: the maximum that waits for a slow one.</summary>
    private const int MaxPiece = 64 * 1024;

    /// <summary>What is read and decrypted in one step: one record holds at most 16 KiB (RFC 8446 §5.1).</summary>
    private const int ReadSize = 16 * 1024;

    /// <summary>Reads that may complete at once before this thread sees to others.</summary>
    private const int MaxReadsInARow = 16;

    private readonly ISocketWire _wire;
    private readonly ServerIdentity _identity;
    private readonly ILogger _log;
    private readonly CipherStream _cipher;
    private readonly SslStream _tls;
    private readonly Lock _lock = new();
    private volatile bool _isOpen;
    private ReadGate _gate;
    private int _ended;
    private bool _isDisposed;

    public TlsTransport(ISocketWire wire, ServerIdentity identity, ILogger log)
    {
        (_wire, _identity, _log) = (wire, identity, log);
        _cipher = new CipherStream(wire, () => Sink!.OnWritable());
        _tls = new SslStream(_cipher, leaveInnerStreamOpen: false);
    }

    public EndPoint? RemoteEndPoint => _wire.RemoteEndPoint;

    public EndPoint? LocalEndPoint => _wire.LocalEndPoint;

    public bool IsSecure => true;

    public TlsInformation? Tls { get; private set; }

    public ITransportSink Sink { get; set; } = null!;

    public IEventLoop? Loop => _wire.Loop;

    public bool HasUnreadInput => _wire.HasUnread;

    public long Unsent => Volatile.Read(ref _ended) != 0 ? 0 : _cipher.Waiting + _wire.Unsent;

    /// <summary>Begins the handshake; <see cref="Sink"/> is set.</summary>
    public void Start()
    {
        if (_wire.TryStart()) _ = RunAsync();
        else End();
    }

    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isOpen)
        {
            // A client that has not finished the handshake cannot be sent anything.
            Abort();
            return bytes.Length;
        }

        lock (_lock) return _isDisposed ? bytes.Length : Encrypt(bytes);
    }

    private int Encrypt(ReadOnlySpan<byte> bytes)
    {
        var accepted = 0;
        try
        {
            while (accepted < bytes.Length && !_cipher.IsBehind)
            {
                var piece = bytes[accepted..Math.Min(bytes.Length, accepted + MaxPiece)];
                _tls.Write(piece);
                accepted += piece.Length;
            }
        }
        catch (Exception e) when (WireErrors.IsEnd(e))
        {
            return bytes.Length; // the reading half sees the same and reports it
        }

        return accepted;
    }

    public void ResumeReading()
    {
        if (_gate.Resume()) _ = ReadAsync();
    }

    public void CloseOutput()
    {
        if (!_isOpen)
        {
            Abort();
            return;
        }

        lock (_lock)
        {
            if (_isDisposed) return;
            try
            {
                // The stream below never waits: close_notify (RFC 8446 §6.1) is on its way when this returns.
                _ = _tls.ShutdownAsync();
            }
            catch (Exception e) when (WireErrors.IsEnd(e))
            {
                // The client was faster.
            }

            _cipher.Complete();
        }
    }

    public void Abort() => _wire.Reset();

    private async Task RunAsync()
    {
        try
        {
            if (Sink is IPreambleSink { WantsPreamble: true } preamble) await ReadPreambleAsync(preamble).ConfigureAwait(false);
            await _tls.AuthenticateAsServerAsync(
                (_, hello, _, _) => new ValueTask<SslServerAuthenticationOptions>(_identity.For(hello.ServerName)),
                null,
                CancellationToken.None).ConfigureAwait(false);
            Tls = Describe();
            _isOpen = true;
        }
        catch (Exception e)
        {
            // Whatever it is, the client has sent it: a first record that is no ClientHello makes the platform miss a certificate, for one.
            Log.TlsHandshakeFailed(_log, RemoteEndPoint, (e.InnerException ?? e).Message);
            End();
            return;
        }

        await ReadAsync().ConfigureAwait(false);
    }

    /// <summary>What a proxy says before TLS begins.</summary>
    private async Task ReadPreambleAsync(IPreambleSink preamble)
    {
        var buffer = new byte[ReadSize];
        while (preamble.WantsPreamble)
        {
            var count = await _wire.ReceiveAsync(buffer).ConfigureAwait(false);
            if (count == 0) throw new IOException("The client hung up.");
            var used = preamble.OnPreamble(buffer.AsSpan(0, count));
            _cipher.ReadBefore = buffer.AsSpan(used, count - used).ToArray();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            for (var inARow = 1; ; inARow++)
            {
                // Waits without a buffer of TLS: an idle connection holds none.
                var waiting = _tls.ReadAsync(Memory<byte>.Empty);
                if (!waiting.IsCompleted) inARow = 0;
                await waiting.ConfigureAwait(false);
                if (!await ReadOnceAsync().ConfigureAwait(false)) return;
                if (inARow >= MaxReadsInARow)
                {
                    inARow = 0;
                    await Task.Yield();
                }
            }
        }
        catch (Exception e)
        {
            if (!IsTheClients(e)) Background.Report(e, "reading a TLS connection", _log);
            End();
        }
    }

    /// <returns>Whether to read on.</returns>
    private async ValueTask<bool> ReadOnceAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
        try
        {
            var count = await _tls.ReadAsync(buffer).ConfigureAwait(false);
            if (count > 0) return Push(buffer.AsSpan(0, count));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        End();
        return false;
    }

    /// <returns>Whether to read on; if not, <see cref="ResumeReading"/> does.</returns>
    private bool Push(Span<byte> bytes) => Sink.OnReceived(bytes) || !_gate.TryPause();

    private TlsInformation Describe()
    {
        var certificate = _tls.RemoteCertificate is X509Certificate2 shown
            ? new ClientCertificate(shown.Subject, shown.GetCertHashString(HashAlgorithmName.SHA256))
            : null;
        var version = _tls.SslProtocol == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2";
        return new TlsInformation(version, _tls.NegotiatedCipherSuite.ToString(), _tls.TargetHostName, certificate);
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;

        Sink.OnDisconnected(); // which writes what is held back
        lock (_lock)
        {
            _isDisposed = true;
            _tls.Dispose();
        }
    }

    private static bool IsTheClients(Exception e) => WireErrors.IsEnd(e) || e is AuthenticationException or CryptographicException;
}
