using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Configuration;
using ScriptWs.Supervision;

namespace ScriptWs.Tests.Tls;

public sealed class CertificateChoiceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chat.example", "chat.example")]
    [InlineData("CHAT.example", "chat.example")]
    [InlineData("a.wild.example", "wild")]
    [InlineData("a.b.wild.example", "localhost")]
    [InlineData("elsewhere.example", "localhost")]
    public async Task Host_ThatAClientAsksFor_DecidesWhichCertificateItSees(string asked, string shown)
    {
        await using var server = await TlsServer.StartAsync((server, tls) =>
        {
            server.WriteCertificate("chat.pem", server.Issuer.Sign(["chat.example"]));
            server.WriteCertificate("wild.pem", server.Issuer.Sign(["wild"]));
            return tls with
            {
                Certificates =
                [
                    new TlsCertificateOptions { Hosts = ["chat.example"], Certificate = "chat.pem" },
                    new TlsCertificateOptions { Hosts = ["*.wild.example"], Certificate = "wild.pem" },
                ],
            };
        });

        using var client = await HandshakeAsync(server, new SslClientAuthenticationOptions { TargetHost = asked });

        Assert.Equal($"CN={shown}", client.RemoteCertificate!.Subject);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12, "1.2", true)]
    [InlineData(SslProtocols.Tls13, "1.2", true)]
    [InlineData(SslProtocols.Tls12, "1.3", false)]
    public async Task Versions_BelowTheMinimum_AreRefused(SslProtocols spoken, string minimum, bool works)
    {
        await using var server = await TlsServer.StartAsync((_, tls) => tls with { MinimumVersion = minimum });
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = spoken };

        if (works) Assert.Equal(spoken, (await HandshakeAsync(server, options)).SslProtocol);
        else await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync(server, options));
    }

    [Fact]
    public async Task Alpn_OfHttp11_IsChosen()
    {
        await using var server = await TlsServer.StartAsync();

        using var client = await HandshakeAsync(server, new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] });

        Assert.Equal(SslApplicationProtocol.Http11, client.NegotiatedApplicationProtocol);
    }

    [Fact]
    public async Task CipherSuites_ThatAreListed_AreTheOnlyOnes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows chooses cipher suites by its own policy.");
        await using var server = await TlsServer.StartAsync((_, tls) => tls with { CipherSuites = ["TLS_AES_128_GCM_SHA256"] });

        using var client = await HandshakeAsync(server, new SslClientAuthenticationOptions { TargetHost = "localhost" });

        Assert.Equal(TlsCipherSuite.TLS_AES_128_GCM_SHA256, client.NegotiatedCipherSuite);
    }

    [Theory]
    [InlineData(ClientCertificateMode.None, "own", "nobody")]
    [InlineData(ClientCertificateMode.Request, "none", "nobody")]
    [InlineData(ClientCertificateMode.Request, "own", "CN=alice")]
    [InlineData(ClientCertificateMode.Request, "foreign", null)]
    [InlineData(ClientCertificateMode.Require, "own", "CN=alice")]
    [InlineData(ClientCertificateMode.Require, "none", null)]
    [InlineData(ClientCertificateMode.Require, "foreign", null)]
    [InlineData(ClientCertificateMode.Require, "expired", null)]
    public async Task ClientCertificate_ByItsRoot_IsSeenOrRefused(ClientCertificateMode mode, string which, string? seen)
    {
        using var stranger = new Issuer("Another Root");
        await using var server = await TlsServer.StartAsync((server, tls) =>
        {
            server.Write("root.pem", server.Issuer.Root.ExportCertificatePem());
            return tls with { ClientCertificate = mode, Root = "root.pem" };
        });
        using var own = which switch
        {
            "own" => server.Issuer.Sign(["alice"]),
            "foreign" => stranger.Sign(["alice"]),
            "expired" => server.Issuer.Sign(["alice"], Issuer.Now.AddDays(-30), Issuer.Now.AddDays(-1)),
            _ => null,
        };

        if (seen is null)
        {
            await Assert.ThrowsAsync<WebSocketException>(() => server.ConnectAsync(own: own));
            return;
        }

        using var client = await server.ConnectAsync(own: own);
        await client.SendAsync("who");
        Assert.Equal($"true  {seen}", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task Monitor_OverTls_FindsTheServerWell()
    {
        await using var server = await TlsServer.StartAsync(change: options => options with
        {
            Watchdog = options.Watchdog with { Interval = TimeSpan.FromMilliseconds(50), Monitor = options.Watchdog.Monitor with { Enabled = true } },
        });

        await server.Log.LineAsync("The monitor completed a round.");

        Assert.Equal(ServerState.Running, server.Server.Status.State);
    }

    private static async Task<SslStream> HandshakeAsync(TlsServer server, SslClientAuthenticationOptions options)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, server.Address.Port, Cancel);
        var client = new SslStream(socket.GetStream());
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate!.Issuer == server.Issuer.Root.Subject;
        await client.AuthenticateAsClientAsync(options, Cancel);
        return client;
    }
}
