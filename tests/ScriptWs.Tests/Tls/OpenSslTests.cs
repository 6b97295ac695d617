using ScriptWs.Configuration;

namespace ScriptWs.Tests.Tls;

/// <summary>The server as <c>openssl s_client</c> sees it, which looks at versions, names and chains on its own.</summary>
public sealed class OpenSslTests
{
    [Theory]
    [InlineData("-tls1_2", "1.2", "Protocol version: TLSv1.2")]
    [InlineData("-tls1_3", "1.2", "Protocol version: TLSv1.3")]
    [InlineData("-tls1_3", "1.3", "Protocol version: TLSv1.3")]
    [InlineData("-tls1_2", "1.3", "alert protocol version")]
    [InlineData("-tls1_1", "1.2", "alert protocol version")]
    public async Task Version_OfOpenSsl_IsSpokenFromTheMinimumOn(string version, string minimum, string seen)
    {
        await using var server = await TlsServer.StartAsync((_, tls) => tls with { MinimumVersion = minimum });

        // OpenSSL itself offers the oldest versions at its lowest level only.
        var output = await ConnectAsync(server, "-brief", version, "-cipher", "DEFAULT@SECLEVEL=0");

        Assert.Contains(seen, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat.example", "CN = chat.example")]
    [InlineData("www.wild.example", "CN = wild")]
    [InlineData("other.example", "CN = localhost")]
    public async Task Name_ThatOpenSslAsksFor_DecidesOnTheCertificate(string name, string subject)
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

        var output = await ConnectAsync(server, "-brief", "-servername", name);

        Assert.Contains($"Peer certificate: {subject}\n", output, StringComparison.Ordinal);
        Assert.Contains("Verification: OK\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_BetweenCertificateAndRoot_IsSent()
    {
        using var root = new Issuer("Root Of The Chain");
        using var between = new Issuer("Authority Between", root);
        await using var server = await TlsServer.StartAsync((server, tls) =>
        {
            server.WriteCertificate("chain.pem", between.Sign(["localhost"]), between.Root);
            server.Write("root.pem", root.Root.ExportCertificatePem());
            return tls with { Certificate = "chain.pem" };
        });

        var output = await ConnectAsync(server, "-verify_return_error", "-verify_hostname", "localhost");

        Assert.Contains("i:CN = Authority Between", output, StringComparison.Ordinal);
        Assert.Contains("i:CN = Root Of The Chain", output, StringComparison.Ordinal);
        Assert.Contains("Verify return code: 0 (ok)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alpn_OfOpenSsl_IsHttp11()
    {
        await using var server = await TlsServer.StartAsync();

        var output = await ConnectAsync(server, "-alpn", "h2,http/1.1");

        Assert.Contains("ALPN protocol: http/1.1", output, StringComparison.Ordinal);
    }

    /// <summary>Connects, and ends as soon as the handshake is over: there is no input.</summary>
    private static async Task<string> ConnectAsync(TlsServer server, params string[] arguments)
    {
        Assert.SkipUnless(Tool.Find("openssl") is not null, "openssl is not installed.");
        var root = Path.Combine(server.Folder, "root.pem");
        if (!File.Exists(root)) server.Write("root.pem", server.Issuer.Root.ExportCertificatePem());
        var (_, output) = await Tool.RunAsync(Tool.Find("openssl")!, ["s_client", "-connect", $"127.0.0.1:{server.Address.Port}", "-CAfile", root, .. arguments], server.Folder);
        return output;
    }
}
