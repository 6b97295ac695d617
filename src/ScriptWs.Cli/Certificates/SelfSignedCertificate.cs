using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Syntax;

namespace ScriptWs.Cli.Certificates;

/// <summary>A self-signed certificate with its key, as PEM.</summary>
/// <param name="Certificate">The certificate's PEM.</param>
/// <param name="Key">The private key's PEM (PKCS #8).</param>
/// <param name="Expires">When it ends.</param>
internal sealed record SelfSignedCertificate(string Certificate, string Key, DateTimeOffset Expires)
{
    /// <summary>The names that every such certificate is for.</summary>
    public static readonly IReadOnlyList<string> OwnNames = ["localhost", "127.0.0.1", "::1"];

    /// <summary>Apple's systems take none that is good for more than 825 days.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(824);

    /// <summary>Clocks differ: it is good a little before it is made.</summary>
    private static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    /// <summary>The longest host name of RFC 1035 §2.3.4.</summary>
    private const int MaxNameLength = 253;

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Makes one for <see cref="OwnNames"/> and these.</summary>
    /// <exception cref="CommandException">One is no name.</exception>
    public static SelfSignedCertificate Create(IEnumerable<string> names, DateTimeOffset now)
    {
        // The name tells one from another: stores look for a certificate's issuer by name first.
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=ScriptWs test certificate {RandomNumberGenerator.GetHexString(8)}", key, HashAlgorithmName.SHA256);
        // No authority: browsers refuse an authority's certificate that a server shows as its own.
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(AlternativeNames([.. OwnNames, .. names]));

        var begins = now - Backdating;
        var expires = begins + Lifetime;
        using var certificate = request.CreateSelfSigned(begins, expires);
        return new SelfSignedCertificate(certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n", expires);
    }

    private static X509Extension AlternativeNames(IReadOnlyList<string> names)
    {
        var builder = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (AddressText.Parse(name is ['[', .. var inner, ']'] && inner.Contains(':') ? inner : name) is { } address) builder.AddIpAddress(address);
            else builder.AddDnsName(HostName(name));
        }

        return builder.Build();
    }

    /// <summary>A host name as certificates contain it: in ASCII (RFC 5890 §2.3.2.1), maybe with <c>*.</c> before it.</summary>
    private static string HostName(string name)
    {
        var (wildcard, host) = name.StartsWith("*.", StringComparison.Ordinal) ? ("*.", name[2..]) : ("", name);
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(host);
            // A name of digits alone is an address with a typing error in it.
            if (ascii.Length <= MaxNameLength && Uri.CheckHostName(ascii) == UriHostNameType.Dns && !ascii.All(c => char.IsAsciiDigit(c) || c == '.')) return wildcard + ascii;
        }
        catch (ArgumentException)
        {
            // Told below.
        }

        throw new CommandException($"\"{Printable.Line(name)}\" is neither a host name nor an IP address; write it as in example.test, *.example.test or 192.168.1.20.");
    }
}
