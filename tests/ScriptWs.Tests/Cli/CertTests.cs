using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Tests.Cli;

/// <summary><c>scriptws cert</c>.</summary>
public sealed class CertTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Certificate => Path.Combine(_folder.Path, "server.pem");

    private string Key => Path.Combine(_folder.Path, "server.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Cert_WithNames_IsForThemAndForThisMachine()
    {
        var (exitCode, _, errors) = await CliRun.RunAsync("cert", _folder.Path, "example.test", "*.example.test", "192.168.1.20", "[fd00::7]", "bücher.test", "LOCALHOST");
        using var certificate = X509Certificate2.CreateFromPemFile(Certificate, Key);
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(["localhost", "example.test", "*.example.test", "xn--bcher-kva.test"], names.EnumerateDnsNames());
        Assert.Equal(["127.0.0.1", "::1", "192.168.1.20", "fd00::7"], names.EnumerateIPAddresses().Select(address => $"{address}"));
    }

    [Fact]
    public async Task Cert_WhenItIsDone_TellsWhatToDoNext()
    {
        var (_, output, _) = await CliRun.RunAsync("cert", _folder.Path, "example.test");
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Certificate);
        var said = output.Replace('\\', '/').Split('\n');

        Assert.Equal(
            [
                $"wrote {Certificate}",
                $"wrote {Key}, readable by you only",
                "",
                $"The certificate is for localhost, 127.0.0.1, ::1 and example.test, until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.",
                "In server.json, relative to its folder:",
                "  \"listen\": [{ \"port\": 8443, \"tls\": true }],",
                $"  \"tls\": {{ \"certificate\": \"{Certificate}\", \"key\": \"{Key}\" }}",
                "Or without one:",
                $"  scriptws run --script FILE --listen wss://127.0.0.1:8443 --tls:certificate {Certificate} --tls:key {Key}",
                "",
                "No client trusts it yet. For one client at a time:",
                $"  scriptws connect wss://localhost:8443/ --ca {Certificate}",
            ],
            said[..12]);
    }

    [Fact]
    public async Task Cert_OnAnySystem_IsNoAuthorityAndForServersOnly()
    {
        await CliRun.RunAsync("cert", _folder.Path);
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Certificate);

        Assert.False(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal("1.3.6.1.5.5.7.3.1", Assert.Single(certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Single().EnhancedKeyUsages.Cast<Oid>()).Value);
        Assert.InRange((certificate.NotAfter - certificate.NotBefore).TotalDays, 700, 825);
    }

    [Fact]
    public async Task Cert_WhereFilesHaveModes_LetsOnlyItsOwnerReadTheKey()
    {
        await CliRun.RunAsync("cert", _folder.Path);

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Theory]
    [InlineData("server.pem")]
    [InlineData("server.key")]
    public async Task Cert_OverAFileThatExists_WritesNothing(string file)
    {
        _folder.Write(file, "mine");

        var (exitCode, output, errors) = await CliRun.RunAsync("cert", _folder.Path);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Equal($"scriptws: {Path.Combine(_folder.Path, file)} is there already; nothing was written. --force replaces it.\n", errors);
        Assert.Equal([file], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Cert_WithForce_ReplacesBothFilesAndLeavesNoOther()
    {
        _folder.Write("server.key", "mine, and readable by all");
        _folder.Write("server.pem", "mine");

        var (exitCode, _, _) = await CliRun.RunAsync("cert", _folder.Path, "--force");
        using var certificate = X509Certificate2.CreateFromPemFile(Certificate, Key);

        Assert.Equal(0, exitCode);
        Assert.Equal(["server.key", "server.pem"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Key));
    }

    [Theory]
    [InlineData("not_a_host")]
    [InlineData("two words")]
    [InlineData("*.*.test")]
    [InlineData("https://example.test")]
    [InlineData("192.168.1.256")]
    [InlineData("")]
    public async Task Cert_ForWhatIsNoName_WritesNothing(string name)
    {
        var (exitCode, _, errors) = await CliRun.RunAsync("cert", _folder.Path, name);

        Assert.Equal($"scriptws: \"{name}\" is neither a host name nor an IP address; write it as in example.test, *.example.test or 192.168.1.20.\n", errors);
        Assert.Equal(2, exitCode);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Cert_TrustedByConnect_OpensAConnection(string host)
    {
        await CliRun.RunAsync("cert", _folder.Path);
        using var certificate = X509Certificate2.CreateFromPemFile(Certificate, Key);
        using var server = new RawServer(certificate);
        var run = CliRun.RunAsync("connect", $"wss://{host}:{server.Port}/", "--ca", Certificate, "--wait", "forever");

        await server.OpenAsync();
        await server.SendAsync(0x88, 0);
        var (exitCode, _, errors) = await run;

        Assert.DoesNotContain("scriptws:", errors, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }
}
