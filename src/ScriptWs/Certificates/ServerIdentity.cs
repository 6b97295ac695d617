using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using ScriptWs.Configuration;

namespace ScriptWs.Certificates;

/// <summary>Who the server says it is under TLS, and whom it asks: the section <c>tls</c> with its files read. Immutable; a change makes a new one.</summary>
internal sealed class ServerIdentity
{
    private readonly SslServerAuthenticationOptions _default;
    private readonly Dictionary<string, SslServerAuthenticationOptions> _byHost = new(StringComparer.OrdinalIgnoreCase);

    private ServerIdentity(TlsOptions tls, string folder, DateTimeOffset now)
    {
        var roots = tls.Root is { } root ? CertificateFile.ReadRoots("tls.root", folder, root) : null;
        _default = OptionsFor(Read("tls.certificate", tls.Certificate!, tls.Key, tls.Password), tls, roots);
        for (var i = 0; i < tls.Certificates.Count; i++)
        {
            var certificate = tls.Certificates[i];
            var shown = Read($"tls.certificates[{i}].certificate", certificate.Certificate!, certificate.Key, certificate.Password);
            var options = OptionsFor(shown, tls, roots);
            foreach (var host in certificate.Hosts) _byHost[host] = options;
        }

        SslStreamCertificateContext Read(string setting, string path, string? key, string? password)
        {
            var (leaf, chain) = CertificateFile.Read(setting, folder, path, key, password, now);
            Certificates.Add((path, leaf));
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
    }

    /// <summary>The certificates that are shown, and where they came from.</summary>
    public List<(string File, X509Certificate2 Certificate)> Certificates { get; } = [];

    /// <param name="tls">The section; its certificate is set.</param>
    /// <param name="folder">Where relative paths begin.</param>
    /// <param name="now">Certificates must be valid at this time.</param>
    /// <exception cref="CertificateException">A file cannot be used.</exception>
    public static ServerIdentity Read(TlsOptions tls, string folder, DateTimeOffset now) => new(tls, folder, now);

    /// <summary>Whether a certificate is one of those that are shown.</summary>
    public bool Shows(X509Certificate? certificate) =>
        certificate is not null && Certificates.Exists(shown => shown.Certificate.Equals(certificate));

    /// <summary>What a handshake is made with, by the name that the client asks for (RFC 6066 §3).</summary>
    /// <param name="host">The name; empty when there is none.</param>
    public SslServerAuthenticationOptions For(string host)
    {
        if (_byHost.Count == 0 || host.Length == 0) return _default;
        if (_byHost.TryGetValue(host, out var exact)) return exact;

        var dot = host.IndexOf('.');
        return dot > 0 && _byHost.TryGetValue($"*{host[dot..]}", out var wild) ? wild : _default;
    }

    /// <summary>Every file that is read, with its whole path.</summary>
    public static IEnumerable<string> FilesOf(TlsOptions tls, string folder) =>
        new[] { tls.Certificate, tls.Key, tls.Root }
            .Concat(tls.Certificates.SelectMany(certificate => new[] { certificate.Certificate, certificate.Key }))
            .OfType<string>()
            .Select(file => Path.GetFullPath(Path.Combine(folder, file)))
            .Distinct();

    private static SslServerAuthenticationOptions OptionsFor(SslStreamCertificateContext context, TlsOptions tls, X509Certificate2Collection? roots)
    {
        var asks = tls.ClientCertificate != ClientCertificateMode.None;
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = context,
            EnabledSslProtocols = tls.MinimumVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            AllowRenegotiation = false,
            ClientCertificateRequired = asks,
        };
        if (asks)
        {
            var required = tls.ClientCertificate == ClientCertificateMode.Require;
            options.CertificateChainPolicy = ChainPolicy(tls, roots);
            options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is null ? !required : errors == SslPolicyErrors.None;
        }

        if (tls.CipherSuites.Count > 0 && !OperatingSystem.IsWindows()) options.CipherSuitesPolicy = new CipherSuitesPolicy(tls.CipherSuites.Select(Enum.Parse<TlsCipherSuite>));
        return options;
    }

    private static X509ChainPolicy ChainPolicy(TlsOptions tls, X509Certificate2Collection? roots)
    {
        var policy = new X509ChainPolicy
        {
            RevocationMode = tls.Revocation switch
            {
                RevocationMode.Online => X509RevocationMode.Online,
                RevocationMode.Offline => X509RevocationMode.Offline,
                _ => X509RevocationMode.NoCheck,
            },
            RevocationFlag = X509RevocationFlag.ExcludeRoot,
        };
        policy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.2")); // id-kp-clientAuth (RFC 5280 §4.2.1.12)
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
        }

        return policy;
    }
}
