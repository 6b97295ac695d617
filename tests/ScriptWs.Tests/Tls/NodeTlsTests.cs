using ScriptWs.Configuration;
using ScriptWs.Tests.Interop;

namespace ScriptWs.Tests.Tls;

/// <summary>The server as the <c>ws</c> package for Node.js sees it over TLS: all that it sees without, and certificates.</summary>
public sealed class NodeTlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Issuer _issuer = new();

    [Theory]
    [InlineData("text", "text Grüße 🌍", "closed 1000 done")]
    [InlineData("binary", "binary 70000 equal", "closed 1000 done")]
    [InlineData("fragments", "text 1,2,3,4,5,end pongs 12345", "closed 1000 done")]
    [InlineData("ping", "pong are you there?", "closed 1000 done")]
    [InlineData("compression", "extensions permessage-deflate", "equal", "equal", "equal", "closed 1000 done")]
    [InlineData("closed", "closed 4001 as you wish")]
    [InlineData("hundreds", "300 received it")]
    public async Task NodeClient_InEachScenario_SeesWhatItSeesWithoutTls(string scenario, params string[] expected)
    {
        await using var server = await StartAsync(ClientCertificateMode.None);

        var (exitCode, output) = await NodeTools.RunAsync("Interop/node-client.mjs", server.Address.ToString(), scenario, PathOf("root.pem"));

        Assert.Equal(expected, output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task NodeClient_WithACertificateOfItsOwn_ComesIn()
    {
        await using var server = await StartAsync(ClientCertificateMode.Require);
        TlsServer.Write(_folder, "alice.pem", _issuer.Sign(["alice"]));

        var (_, output) = await NodeTools.RunAsync("Interop/node-client.mjs", server.Address.ToString(), "text", PathOf("root.pem"), PathOf("alice.pem"));

        Assert.Equal(["text Grüße 🌍", "closed 1000 done"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task NodeClient_WithoutTheCertificateThatIsRequired_IsRefused()
    {
        await using var server = await StartAsync(ClientCertificateMode.Require);

        var (exitCode, output) = await NodeTools.RunAsync("Interop/node-client.mjs", server.Address.ToString(), "text", PathOf("root.pem"));

        Assert.Contains("Error: ", output, StringComparison.Ordinal);
        Assert.Equal(1, exitCode);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _issuer.Dispose();
    }

    private Task<EchoServer> StartAsync(ClientCertificateMode mode)
    {
        TlsServer.Write(_folder, "server.pem", _issuer.Sign(["localhost"]));
        _folder.Write("root.pem", _issuer.Root.ExportCertificatePem());
        return EchoServer.StartAsync(options => options with
        {
            BaseDirectory = _folder.Path,
            Listen = [new ListenOptions { Port = 0, Tls = true }],
            Tls = new TlsOptions { Certificate = "server.pem", Root = "root.pem", ClientCertificate = mode, Watch = false },
            Compression = new CompressionOptions { Enabled = true },
        });
    }

    private string PathOf(string file) => Path.Combine(_folder.Path, file);
}
