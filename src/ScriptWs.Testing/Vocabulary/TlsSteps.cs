namespace ScriptWs.Testing.Vocabulary;

/// <summary>TLS at the server's end.</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class TlsSteps(World world, Certificates certificates)
{
    private const string Server = "server.pem";

    [Given("TLS with a certificate for {string}")]
    public void GivenTls(string names)
    {
        certificates.Issue(Server, names);
        world.Setup.Set("listen", """[{ "address": "127.0.0.1", "port": 0, "tls": true }]""");
        world.Setup.Set("tls.certificate", Server);
    }

    [Given("the certificate {string}( is replaced by one) for {string}( with:)")]
    [When("the certificate {string}( is replaced by one) for {string}( with:)")]
    public Task WhenTheCertificateIsReplaced(string file, string names) => WhenTheCertificateIsReplaced(file, names, null);

    [Given("the certificate {string}( is replaced by one) for {string}( with:)")]
    [When("the certificate {string}( is replaced by one) for {string}( with:)")]
    public async Task WhenTheCertificateIsReplaced(string file, string names, DataTable? with)
    {
        certificates.Issue(file, names, with?.Pairs());
        await world.ReloadAsync().ConfigureAwait(false);
    }
}
