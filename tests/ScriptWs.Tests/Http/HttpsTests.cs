using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ScriptWs.Http;
using ScriptWs.Tests.Tls;

namespace ScriptWs.Tests.Http;

/// <summary>Plain HTTP under the server's own TLS.</summary>
public sealed class HttpsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_OverTls_KnowsIt()
    {
        await using var server = await TlsServer.StartAsync(prepare: server => server.ServeHttp(app => app.MapGet("/about", (HttpContext context) =>
            $"{context.Request.Scheme} {context.Features.GetRequiredFeature<ITlsHandshakeFeature>().HostName} {context.Request.Protocol}")));
        using var client = ClientOf(server);

        Assert.Equal("https localhost HTTP/1.1", await client.GetStringAsync("/about", Cancelled));
    }

    [Fact]
    public async Task Bodies_OverTls_ArriveWhole()
    {
        var large = Some.Bytes(5 << 20);
        await using var server = await TlsServer.StartAsync(prepare: server => server.ServeHttp(app =>
        {
            app.MapPost("/sum", async (HttpRequest request) => Convert.ToHexString(await SHA256.HashDataAsync(request.Body)));
            app.MapGet("/large", () => Results.Bytes(large));
        }));
        using var client = ClientOf(server);

        using var sum = await client.PostAsync("/sum", new ByteArrayContent(large), Cancelled);
        var received = await client.GetByteArrayAsync("/large", Cancelled);

        Assert.Equal(Convert.ToHexString(SHA256.HashData(large)), await sum.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(SHA256.HashData(large), SHA256.HashData(received));
        Assert.Equal(1, server.Server.AcceptedConnections);
    }

    private static HttpClient ClientOf(TlsServer server)
    {
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, chain, _) => chain!.ChainElements[^1].Certificate.Issuer == server.Issuer.Root.Subject };
        return new HttpClient(handler) { BaseAddress = new UriBuilder(server.Address) { Scheme = "https", Host = "localhost" }.Uri, Timeout = TimeSpan.FromSeconds(30) };
    }
}
