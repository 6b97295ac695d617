using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>Certificates, who shows which, and handshakes that do not come about. All are signed by one authority, the file "ca.pem".</summary>
[Binding]
internal sealed class TlsSteps(World world) : IDisposable
{
    private const string Authority = "ca.pem";
    private const string Server = "server.pem";

    private readonly TestCertificates _certificates = new();
    private readonly TestCertificates _strangers = new();
    private readonly Dictionary<string, X509Certificate2> _issued = [];

    [Given("TLS with a certificate for {string}")]
    public void GivenTls(string names)
    {
        GivenACertificate(Server, names);
        world.Setup.Set("listen", """[{ "address": "127.0.0.1", "port": 0, "tls": true }]""");
        world.Setup.Set("tls.certificate", Server);
    }

    [Given("the certificate {string} for {string}")]
    public void GivenACertificate(string file, string names) => Put(file, _certificates.Issue(NamesOf(names)));

    [Given("the certificate {string} for {string} of an authority that nobody knows")]
    public void GivenAStrangersCertificate(string file, string names) => Put(file, _strangers.Issue(NamesOf(names)));

    [Given("the certificate {string} for {string} that expires in {int} days")]
    public void GivenACertificateThatExpires(string file, string names, int days) => Put(file, _certificates.Issue(NamesOf(names), world.Clock.GetUtcNow().AddDays(days)));

    [Given("the certificate {string} for {string} that expired yesterday")]
    public void GivenAnExpiredCertificate(string file, string names) => GivenACertificateThatExpires(file, names, -1);

    [Given("the certificate {string} without its key")]
    public void GivenWithoutKey(string file) => world.Setup.AddCertificate(file, _issued[file].ExportCertificatePem() + "\n");

    [Given("the certificate {string} with the key of {string}")]
    public void GivenWithTheKeyOf(string file, string other)
    {
        using var key = _issued[other].GetECDsaPrivateKey()!;
        world.Setup.AddCertificate(file, $"{_issued[file].ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
    }

    [When("the certificate {string} is replaced by one for {string}")]
    public async Task WhenReplaced(string file, string names)
    {
        GivenACertificate(file, names);
        world.Setup.WriteFiles();
        await (world.Server ?? throw new StepFailedException("No server has been started; write a step before that starts one.")).ReloadAsync().ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [When("{name} connects asking for the host {string}")]
    public async Task WhenAskingFor(string name, string host) => await ConnectAsync(name, new ConnectTls { HostName = host }).ConfigureAwait(false);

    [When("{name} connects showing the certificate {string}")]
    public async Task WhenShowing(string name, string file) => await ConnectAsync(name, new ConnectTls { Certificate = _issued[file] }).ConfigureAwait(false);

    [When("{name} connects without TLS")]
    public async Task WhenWithoutTls(string name) => await ConnectAsync(name, new ConnectTls { Enabled = false }).ConfigureAwait(false);

    [When("{name} connects with TLS 1.2")]
    public async Task WhenWithAnOldVersion(string name) => await ConnectAsync(name, new ConnectTls { Versions = SslProtocols.Tls12 }).ConfigureAwait(false);

    [When("{name} connects, and says nothing")]
    public async Task WhenSayingNothing(string name)
    {
        var silence = new ConnectOptions { Tls = new ConnectTls { Enabled = false }, RawRequest = ReadOnlyMemory<byte>.Empty, WaitsForAnswer = false };
        await world.ConnectAsync(name, silence).ConfigureAwait(false);
        await world.SettleAsync().ConfigureAwait(false);
    }

    [Then("{client} is shown the certificate of {string}")]
    public static void ThenIsShown(TestClient client, string name)
    {
        var shown = client.Tls?.ServerCertificate?.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        if (shown != name) throw new StepFailedException($"{client.Name} was shown another certificate.", name, shown ?? $"none: {client.Tls?.Problem ?? "no TLS was spoken"}");
    }

    [Then("{client} gets no answer")]
    public static async Task ThenGetsNoAnswer(TestClient client)
    {
        await client.ClosedAsync().ConfigureAwait(false);
        if (client.Status != 0) throw new StepFailedException($"{client.Name} got an answer.", "the end of the connection", $"{client.Status} {client.Body}".TrimEnd());
    }

    public void Dispose()
    {
        foreach (var certificate in _issued.Values) certificate.Dispose();
        _certificates.Dispose();
        _strangers.Dispose();
    }

    private async Task ConnectAsync(string name, ConnectTls tls) => await world.ConnectAsync(name, new ConnectOptions { Tls = tls }).ConfigureAwait(false);

    private void Put(string file, X509Certificate2 certificate)
    {
        world.NeedsOwnServer();
        _issued[file] = certificate;
        world.Setup.AddCertificate(file, TestCertificates.Pem(certificate));
        world.Setup.AddCertificate(Authority, _certificates.Authority + "\n");
    }

    private static string[] NamesOf(string names) => names.Split(',', StringSplitOptions.TrimEntries);
}
