using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Certificates;

namespace ScriptWs.Tests.Tls;

public sealed class CertificateFileTests : IDisposable
{
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

    private readonly TemporaryFolder _folder = new();
    private readonly Issuer _issuer = new();
    private readonly X509Certificate2 _certificate;

    public CertificateFileTests() => _certificate = _issuer.Sign(["a.example"]);

    [Fact]
    public void Pem_WithKeyAndChain_IsReadWhole()
    {
        _folder.Write("all.pem", $"{Key(_certificate)}\n{_certificate.ExportCertificatePem()}\n{_issuer.Root.ExportCertificatePem()}");

        var (leaf, chain) = Read("all.pem");

        Assert.True(leaf.HasPrivateKey);
        Assert.Equal(_certificate.Thumbprint, leaf.Thumbprint);
        Assert.Equal(_issuer.Root.Thumbprint, Assert.Single(chain).Thumbprint);
    }

    [Fact]
    public void Pem_WithItsKeyElsewhere_IsRead()
    {
        _folder.Write("cert.pem", _certificate.ExportCertificatePem());
        _folder.Write("key.pem", Key(_certificate));

        Assert.True(Read("cert.pem", "key.pem").Leaf.HasPrivateKey);
    }

    [Fact]
    public void Pem_WithAnEncryptedKey_IsReadByItsPassword()
    {
        _folder.Write("cert.pem", _certificate.ExportCertificatePem());
        _folder.Write("key.pem", _certificate.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", Encryption));

        Assert.True(Read("cert.pem", "key.pem", "secret").Leaf.HasPrivateKey);
        Assert.Equal("tls.certificate: key.pem: the key is encrypted; its password is missing.", Problem("cert.pem", "key.pem"));
        Assert.Equal("tls.certificate: key.pem: the password is wrong, or the key is of another kind than the certificate.", Problem("cert.pem", "key.pem", "wrong"));
    }

    [Fact]
    public void Pfx_WithItsPassword_IsRead()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "a.pfx"), _certificate.Export(X509ContentType.Pkcs12, "secret"));

        Assert.True(Read("a.pfx", password: "secret").Leaf.HasPrivateKey);
        Assert.Equal("tls.certificate: a.pfx: the password is wrong, or it is no PFX file.", Problem("a.pfx", password: "wrong"));
        Assert.Equal("tls.certificate: a.pfx: the password is missing, or it is no PFX file.", Problem("a.pfx"));
    }

    [Fact]
    public void Files_ThatCannotBeUsed_AreNamedWithTheReason()
    {
        using var other = _issuer.Sign(["b.example"]);
        _folder.Write("cert.pem", _certificate.ExportCertificatePem());
        _folder.Write("key.pem", Key(other));
        _folder.Write("text.pem", "hello");
        _folder.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        _folder.Write("legacy.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----");
        _folder.Write("old.pem", Whole(_issuer.Sign(["old.example"], Issuer.Now.AddDays(-30), Issuer.Now.AddDays(-3))));
        _folder.Write("new.pem", Whole(_issuer.Sign(["new.example"], Issuer.Now.AddDays(3))));

        Assert.Equal("tls.certificate: none.pem: there is no such file.", Problem("none.pem"));
        Assert.Equal("tls.certificate: text.pem: the file holds no certificate (BEGIN CERTIFICATE, or PFX).", Problem("text.pem"));
        Assert.Equal("tls.certificate: broken.pem: a certificate in it cannot be read.", Problem("broken.pem"));
        Assert.Equal("tls.certificate: cert.pem: the file holds no private key (BEGIN PRIVATE KEY); name the key's file by \"key\".", Problem("cert.pem"));
        Assert.Equal("tls.key: none.pem: there is no such file.", Problem("cert.pem", "none.pem"));
        Assert.Equal("tls.certificate: key.pem: the key does not belong to the certificate of a.example, which comes first in its file.", Problem("cert.pem", "key.pem"));
        Assert.StartsWith("tls.certificate: legacy.pem: the key is encrypted in a way that is not supported; ", Problem("cert.pem", "legacy.pem"), StringComparison.Ordinal);
        Assert.StartsWith("tls.certificate: old.pem: the certificate of old.example expired on ", Problem("old.pem"), StringComparison.Ordinal);
        Assert.StartsWith("tls.certificate: new.pem: the certificate of new.example is not valid before ", Problem("new.pem"), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _folder.Dispose();
        _issuer.Dispose();
        _certificate.Dispose();
    }

    private static string Key(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static string Whole(X509Certificate2 certificate) => $"{certificate.ExportCertificatePem()}\n{Key(certificate)}";

    private (X509Certificate2 Leaf, X509Certificate2Collection Chain) Read(string path, string? key = null, string? password = null) =>
        CertificateFile.Read("tls.certificate", _folder.Path, path, key, password, Issuer.Now);

    private string Problem(string path, string? key = null, string? password = null) =>
        Assert.Throws<CertificateException>(() => Read(path, key, password)).Message;
}
