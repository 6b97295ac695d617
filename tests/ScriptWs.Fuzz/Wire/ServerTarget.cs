using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Http;

namespace ScriptWs.Fuzz.Wire;

/// <summary>
/// A whole server in this process, over loopback: each input is one client's connection. Beside it stands a witness, another client,
/// that must get its echo whatever the first one does.
/// </summary>
internal sealed class ServerTarget : IFuzzTarget
{
    private const string Script =
        """
        export function onMessage(connection, text) { connection.send(text); }
        export function onBinary(connection, bytes) { connection.send(bytes); }
        export function onRequest(request) { return request.path === '/' ? `${request.method} ${request.bytes().length}` : undefined; }
        """;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(4);

    private readonly string _folder = Directory.CreateTempSubdirectory("scriptws-fuzz-").FullName;
    private readonly ErrorLog _log = new();
    private readonly bool _tls;
    private ScriptWsServer _server = null!;
    private Witness _witness = null!;

    private ServerTarget(string name, bool tls) => (Name, _tls) = (name, tls);

    public string Name { get; }

    private IPEndPoint Address => new(IPAddress.Loopback, _server.Addresses[^1].Port);

    public static async Task<IFuzzTarget> StartAsync(string name, bool tls)
    {
        var target = new ServerTarget(name, tls);
        await target.StartAsync().ConfigureAwait(false);
        return target;
    }

    public byte[] Generate(Random random)
    {
        var bytes = new List<byte>();
        if (_tls) bytes.AddRange(ClientBytes.ProxyHeader(random));
        if (_tls && random.Next(3) == 0) return [.. bytes, .. TlsBytes.Records(random)];
        if (random.Next(3) > 0) return [.. bytes, .. ClientBytes.Handshake(random), .. ClientBytes.Frames(random)];

        for (var left = random.Next(1, 4); left > 0; left--) bytes.AddRange(ClientBytes.HttpRequest(random));
        return [.. bytes];
    }

    public async Task RunAsync(byte[] input)
    {
        using var bound = new CancellationTokenSource(Bound);
        var answer = await ConverseAsync(input, bound.Token).ConfigureAwait(false);
        AnswerRules.Check(answer);
        await _witness.EchoAsync(bound.Token).ConfigureAwait(false);
        if (_log.Take() is { } line) throw new FuzzFailureException($"the server logged: {line}");
        if (_server.Status.State != Supervision.ServerState.Running) throw new FuzzFailureException($"the server is {_server.Status.State}");
    }

    public async ValueTask DisposeAsync()
    {
        await _witness.DisposeAsync().ConfigureAwait(false);
        await _server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "main.js"), Script).ConfigureAwait(false);
        Directory.CreateDirectory(Path.Combine(_folder, "public"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "public", "a.txt"), "some text").ConfigureAwait(false);
        if (_tls) await TlsBytes.WriteCertificateAsync(_folder).ConfigureAwait(false);

        // The witness comes by another port, without TLS, and from an address that is no proxy.
        var options = new ScriptWsOptions
        {
            BaseDirectory = _folder,
            Listen = [new ListenOptions { Port = 0, Address = "::1" }, new ListenOptions { Port = 0, Tls = _tls }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Static = new Dictionary<string, string> { ["/files"] = "public" },
            Compression = new CompressionOptions { Enabled = true, MinimumSize = 100 },
            Limits = new LimitsOptions { MaxMessageSize = 1 << 20, HandshakeTimeout = TimeSpan.FromMinutes(1), CloseTimeout = TimeSpan.FromSeconds(2) },
            Addresses = new AddressesOptions { TrustedProxies = _tls ? ["127.0.0.1"] : [], ProxyProtocol = _tls },
            Tls = _tls ? new TlsOptions { Certificate = "server.pem", Key = "server.key" } : new TlsOptions(),
        };
        _server = new ScriptWsServer(options, _log).ServeHttp(null, _log);
        await _server.StartAsync().ConfigureAwait(false);
        _witness = await Witness.ConnectAsync(_server.Addresses[0]).ConfigureAwait(false);
    }

    /// <summary>Sends all, ends the sending direction, and reads until the server has ended its own.</summary>
    private async Task<byte[]> ConverseAsync(byte[] input, CancellationToken bound)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address, bound).ConfigureAwait(false);
        using var answer = new MemoryStream();
        try
        {
            await using var stream = await OpenAsync(client.GetStream(), input, bound).ConfigureAwait(false);
            if (stream is SslStream) input = input[TlsBytes.PreambleLength(input)..];
            var reading = stream.CopyToAsync(answer, bound);
            _ = reading.ContinueWith(static read => read.Exception, TaskScheduler.Default); // a failure to write comes first
            foreach (var piece in Mutation.Split(new Random(input.Length), input)) await stream.WriteAsync(piece, bound).ConfigureAwait(false);
            if (stream is SslStream tls) await tls.ShutdownAsync().ConfigureAwait(false);
            client.Client.Shutdown(SocketShutdown.Send);
            await reading.ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException or CryptographicException or InvalidOperationException)
        {
            // The server may drop a client that breaks the rules at any moment, also while this end closes its side of TLS.
        }
        catch (OperationCanceledException)
        {
            throw new FuzzFailureException($"the server kept a connection that the client has ended for {Bound.TotalMinutes} minutes");
        }

        return _tls && !AnswerRules.IsHttp(answer.ToArray()) ? [] : answer.ToArray();
    }

    /// <summary>With TLS every other input is sent through it, behind a right handshake; the others meet it as they are.</summary>
    [SuppressMessage("Security", "CA5359", Justification = "Only for a server of this process, whose certificate was made for it.")]
    private async Task<Stream> OpenAsync(NetworkStream stream, byte[] input, CancellationToken bound)
    {
        var preamble = _tls ? TlsBytes.PreambleLength(input) : 0;
        if (preamble == 0) return stream;

        await stream.WriteAsync(input.AsMemory(0, preamble), bound).ConfigureAwait(false);
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", CertificateRevocationCheckMode = X509RevocationMode.NoCheck }, bound).ConfigureAwait(false);
        return tls;
    }

    /// <summary>Keeps the first line that says that the server failed.</summary>
    private sealed class ErrorLog : ILoggerFactory, ILogger
    {
        private string? _first;

        public string? Take() => Interlocked.Exchange(ref _first, null);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error) Interlocked.CompareExchange(ref _first, new StringBuilder(formatter(state, exception)).Append(' ').Append(exception).ToString(), null);
        }

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
