namespace ScriptWs.Configuration;

/// <summary>The section <c>tls</c>: the certificate of the addresses with <c>"tls": true</c>.</summary>
public sealed record TlsOptions
{
    /// <summary>A PEM or PFX file with the certificate; default <c>null</c> = no TLS.</summary>
    [Setting("A PEM or PFX file with the certificate.")]
    public string? Certificate { get; init; }

    /// <summary>A PEM file with the private key; default <c>null</c> = in the certificate's file.</summary>
    [Setting("A PEM file with the private key; without it the key is in the certificate's file.")]
    public string? Key { get; init; }

    /// <summary>Further certificates, for clients that ask for these hosts; none by default. All others get <see cref="Certificate"/>.</summary>
    [Setting("Further certificates, for clients that ask for these hosts.")]
    public IReadOnlyList<TlsCertificateOptions> Certificates { get; init; } = [];

    /// <summary>A PEM file with the root that client certificates must lead to; default <c>null</c> = the system's.</summary>
    [Setting("A PEM file with the root that client certificates must lead to.")]
    public string? Root { get; init; }

    /// <summary>The password of an encrypted key; default <c>null</c>.</summary>
    [Setting("The password of an encrypted key.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>The lowest version of TLS: <c>1.2</c> (default) or <c>1.3</c>.</summary>
    [Setting("The lowest version of TLS: 1.2 or 1.3.")]
    public string MinimumVersion { get; init; } = "1.2";

    /// <summary>Whether clients show a certificate: <c>none</c> (default), <c>request</c> or <c>require</c>.</summary>
    [Setting("Whether clients show a certificate.")]
    public ClientCertificateMode ClientCertificate { get; init; } = ClientCertificateMode.None;

    /// <summary>Whether it is looked up if a client's certificate was revoked: <c>none</c> (default), <c>offline</c> or <c>online</c>.</summary>
    [Setting("Whether it is looked up if a client's certificate was revoked.")]
    public RevocationMode Revocation { get; init; } = RevocationMode.None;

    /// <summary>The cipher suites that are offered, as the IANA names them; default: the system's. Not on Windows.</summary>
    [Setting("The cipher suites that are offered, as the IANA names them; without it the system's.")]
    public IReadOnlyList<string> CipherSuites { get; init; } = [];

    /// <summary>Whether a changed certificate is taken up; default <c>true</c>.</summary>
    [Setting("Whether a changed certificate is taken up.")]
    public bool Watch { get; init; } = true;

    /// <summary>The files and switches; never the password.</summary>
    public override string ToString() => $"TLS with certificate {Certificate ?? "none"}, at least {MinimumVersion}";
}
