using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ScriptWs.Tests.Tls;

/// <summary>Makes certificates for tests: a root of its own, and what it signs.</summary>
internal sealed class Issuer : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="name">What it is called.</param>
    /// <param name="above">Who vouches for it; <c>null</c> for a root.</param>
    public Issuer(string name = "Test Root", Issuer? above = null)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (above is null)
        {
            Root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(10));
            return;
        }

        using var signed = request.Create(above.Root, Now.AddYears(-1), Now.AddYears(5), RandomNumberGenerator.GetBytes(8));
        Root = signed.CopyWithPrivateKey(_key);
    }

    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public X509Certificate2 Root { get; }

    /// <summary>Signs a certificate for these names, the first of which it is called by.</summary>
    public X509Certificate2 Sign(string[] names, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={names[0]}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names) alternatives.AddDnsName(name);
        alternatives.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var signed = request.Create(Root, from ?? Now.AddDays(-1), to ?? Now.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Root.Dispose();
        _key.Dispose();
    }
}
