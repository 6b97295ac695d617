using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using ScriptWs.Reload;

namespace ScriptWs.Tests.Tls;

public sealed class CertificateRotationTests
{
    private const int Clients = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChangedFile_UnderOpenConnections_IsShownToNewOnesAndLosesNobody()
    {
        await using var server = await TlsServer.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => server.ConnectAsync()));
        server.WriteCertificate("server.pem", server.Issuer.Sign(["renewed", "localhost"]));

        await server.Server.ReloadAsync(Cancel);

        var shown = "";
        using var late = await server.ConnectAsync(certificate => shown = certificate.Subject);
        foreach (var client in clients)
        {
            await client.SendAsync("still here");
            Assert.Equal("still here", await client.ReceiveTextAsync());
            client.Dispose();
        }

        Assert.Equal("CN=renewed", shown);
    }

    [Fact]
    public async Task ChangedFile_ThatIsWatched_IsTakenUpByItself()
    {
        await using var server = await TlsServer.StartAsync((_, tls) => tls with { Watch = true }, options => options with { Script = options.Script with { Debounce = TimeSpan.FromMilliseconds(20) } });
        var reloaded = new TaskCompletionSource<ReloadResult>();
        server.Server.Reloaded += result =>
        {
            // A file that is half written is refused, and looked at again.
            if (result.Outcome == ReloadOutcome.Live) reloaded.TrySetResult(result);
        };

        server.WriteCertificate("server.pem", server.Issuer.Sign(["renewed"]));

        var result = await reloaded.Task.WaitAsync(Patience.Limit, Cancel);
        Assert.Equal(("server.pem", ReloadOutcome.Live, 2), (result.Script, result.Outcome, result.Generation));
    }

    [Fact]
    public async Task ChangedFile_ThatIsWrong_LeavesTheOldOneInService()
    {
        await using var server = await TlsServer.StartAsync();
        server.Write("server.pem", "half a file");

        await server.Server.ReloadAsync(Cancel);

        var shown = "";
        using var client = await server.ConnectAsync(certificate => shown = certificate.Subject);
        Assert.Equal("CN=localhost", shown);
        await server.Log.LineAsync("A changed certificate was refused, the previous one stays in service: tls.certificate: server.pem: the file holds no certificate");
    }

    [Theory]
    [InlineData(30, 0)]
    [InlineData(15, 2)]
    [InlineData(3, 3)]
    public async Task Expiry_InTheLastTwoWeeks_IsWarnedOfDaily(int days, int warnings)
    {
        var clock = new FakeTimeProvider(Issuer.Now);
        await using var server = await TlsServer.StartAsync(
            (server, tls) =>
            {
                server.WriteCertificate("server.pem", server.Issuer.Sign(["soon.example"], to: Issuer.Now.AddDays(days)));
                return tls;
            },
            clock: clock);

        clock.Advance(TimeSpan.FromDays(1));
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(warnings, server.Log.Lines.Count(line => line.Contains("soon.example expires in", StringComparison.Ordinal)));
    }
}
