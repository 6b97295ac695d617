using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ScriptWs.Configuration;
using ScriptWs.Tests.Reload;

namespace ScriptWs.Tests.Tls;

/// <summary>An echo server that speaks TLS, its certificate's issuer, and clients that trust that one only.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private const string Script = """
        export function onMessage(connection, text) {
          const { secure, tls } = connection.request;
          connection.send(text === "who" ? `${secure} ${tls.hostName} ${tls.clientCertificate?.subject ?? "nobody"}` : text);
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private ScriptWsServer _server = null!;

    public Issuer Issuer { get; } = new();

    public ServerLog Log { get; private init; } = null!;

    public ScriptWsServer Server => _server;

    public Uri Address => _server.Addresses[0];

    public string Folder => _folder.Path;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TlsServer> StartAsync(
        Func<TlsServer, TlsOptions, TlsOptions>? tls = null,
        Func<ScriptWsOptions, ScriptWsOptions>? change = null,
        TimeProvider? clock = null,
        Action<ScriptWsServer>? prepare = null,
        LogLevel least = LogLevel.Trace,
        params (string Path, string Text)[] files)
    {
        var result = new TlsServer { Log = new ServerLog { Least = least } };
        result._folder.Write("main.js", Script);
        foreach (var (path, text) in files) result._folder.Write(path, text);
        result.WriteCertificate("server.pem", result.Issuer.Sign(["localhost"]));
        var options = new TlsOptions { Certificate = "server.pem", Watch = false };
        var all = new ScriptWsOptions
        {
            BaseDirectory = result.Folder,
            Listen = [new ListenOptions { Port = 0, Tls = true }],
            Endpoints = [new EndpointOptions { Script = "main.js" }],
            Script = Patience.Script with { Watch = false },
            Tls = tls?.Invoke(result, options) ?? options,
        };
        result._server = new ScriptWsServer(change?.Invoke(all) ?? all, result.Log, clock);
        prepare?.Invoke(result._server);
        await result._server.StartAsync(Cancel);
        return result;
    }

    /// <summary>Writes a certificate, its key and those above it as one PEM file.</summary>
    public void WriteCertificate(string file, X509Certificate2 certificate, params X509Certificate2[] above) => Write(_folder, file, certificate, above);

    /// <inheritdoc cref="WriteCertificate"/>
    public static void Write(TemporaryFolder folder, string file, X509Certificate2 certificate, params X509Certificate2[] above)
    {
        var pem = above.Prepend(certificate).Select(one => one.ExportCertificatePem()).Append(certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        folder.Write(file, string.Join('\n', pem) + "\n");
    }

    public void Write(string file, string text) => _folder.Write(file, text);

    /// <summary>Connects as a client that trusts the issuer only.</summary>
    public Task<DotNetClient> ConnectAsync(Action<X509Certificate2>? shown = null, X509Certificate2? own = null, Uri? address = null) => DotNetClient.ConnectAsync(address ?? Address, options =>
    {
        options.RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
        {
            shown?.Invoke((X509Certificate2)certificate!);
            return (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) == 0 && chain!.ChainElements[^1].Certificate.Issuer == Issuer.Root.Subject;
        };
        if (own is not null) options.ClientCertificates = [own];
    });

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Issuer.Dispose();
        _folder.Dispose();
    }
}
