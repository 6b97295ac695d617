using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws connect wss://…</c>.</summary>
public sealed class ConnectTlsTests
{
    [Fact]
    public async Task Connect_ToACertificateOfOnesOwn_RefusesIt()
    {
        using var certificate = SelfSigned();
        using var server = new RawServer(certificate);
        var run = CliRun.RunAsync("connect", server.Url);

        await Assert.ThrowsAnyAsync<Exception>(server.AcceptAsync);
        server.HangUp();
        var (exitCode, _, errors) = await run;

        Assert.Equal($"scriptws: the certificate of 127.0.0.1:{server.Port} is not trusted here; --ca FILE says whom to trust, --insecure connects all the same.\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_ToACertificateOfOnesOwnInsecurely_Talks()
    {
        using var certificate = SelfSigned();
        using var server = new RawServer(certificate);
        var run = CliRun.RunAsync("connect", server.Url, "--insecure", "--wait", "forever");

        await server.OpenAsync();
        await server.SendAsync(0x81, 2, (byte)'h', (byte)'i', 0x88, 0);
        var (exitCode, output, _) = await run;

        Assert.Equal((0, "hi\n"), (exitCode, output));
    }

    [Fact]
    public async Task Connect_WithTlsToAServerWithout_SaysSo()
    {
        using var server = new RawServer();
        var run = CliRun.RunAsync("connect", server.Url.Replace("ws:", "wss:", StringComparison.Ordinal));

        await server.AcceptRawAsync();
        await server.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        var (exitCode, _, errors) = await run;

        Assert.Equal($"scriptws: 127.0.0.1:{server.Port} does not speak TLS, or none that is accepted here; a server without TLS wants ws://.\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Fact]
    public async Task Connect_TrustingAnotherCertificate_RefusesThisOne()
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned();
        using var other = SelfSigned();
        folder.Write("other.pem", other.ExportCertificatePem());
        using var server = new RawServer(certificate);
        var run = CliRun.RunAsync("connect", server.Url, "--ca", Path.Combine(folder.Path, "other.pem"));

        await Assert.ThrowsAnyAsync<Exception>(server.AcceptAsync);
        server.HangUp();
        var (exitCode, _, errors) = await run;

        Assert.Equal($"scriptws: the certificate of 127.0.0.1:{server.Port} is not trusted here; --ca FILE says whom to trust, --insecure connects all the same.\n", errors);
        Assert.Equal(1, exitCode);
    }

    [Theory]
    [InlineData(null, "there is no such file.")]
    [InlineData("nothing", "there is no certificate in it; name a PEM file (-----BEGIN CERTIFICATE-----).")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "a certificate in it is damaged.")]
    public async Task Connect_TrustingAFileThatHoldsNone_SaysWhatIsWrong(string? text, string problem)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "ca.pem");
        if (text is not null) folder.Write("ca.pem", text);

        var (exitCode, _, errors) = await CliRun.RunAsync("connect", "wss://127.0.0.1:1/", "--ca", file);

        Assert.Equal((2, $"scriptws: --ca {file}: {problem}\n"), (exitCode, errors));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        return request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}
