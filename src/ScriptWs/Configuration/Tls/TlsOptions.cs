namespace ScriptWs.Configuration;

/// <summary>The section <c>tls</c>. TLS for the addresses with <c>"tls": true</c>.</summary>
public sealed record TlsOptions
{
    /// <summary>
    /// PEM or PFX file with the certificate and its intermediates, relative to the configuration's folder. <c>null</c> = no
    /// TLS. Default: <c>null</c>.
    /// </summary>
    [Setting("PEM or PFX file with the certificate and its intermediates, relative to the configuration's folder. `null` = no TLS.")]
    public string? Certificate { get; init; }

    /// <summary>PEM file with the private key. <c>null</c> = in the certificate's file. Default: <c>null</c>.</summary>
    [Setting("PEM file with the private key. `null` = in the certificate's file.")]
    public string? Key { get; init; }

    /// <summary>
    /// Additional certificates, for clients that request these hosts. Other clients get <c>certificate</c>. Default: <c>[]</c>.
    /// </summary>
    [Setting("Additional certificates, for clients that request these hosts. Other clients get `certificate`.")]
    public IReadOnlyList<TlsCertificateOptions> Certificates { get; init; } = [];

    /// <summary>PEM file with the root certificates of client certificates. <c>null</c> = the system's. Default: <c>null</c>.</summary>
    [Setting("PEM file with the root certificates of client certificates. `null` = the system's.")]
    public string? Root { get; init; }

    /// <summary>Password of an encrypted key or a PFX file. Default: <c>null</c>.</summary>
    [Setting("Password of an encrypted key or a PFX file.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>Minimum TLS version: <c>1.2</c> or <c>1.3</c>. Default: <c>1.2</c>.</summary>
    [Setting("Minimum TLS version: `1.2` or `1.3`.")]
    public string MinimumVersion { get; init; } = "1.2";

    /// <summary>
    /// Client certificates. <c>none</c>: not requested. <c>request</c>: optional. <c>require</c>: clients without one are
    /// rejected. Default: <c>none</c>.
    /// </summary>
    [Setting("Client certificates. `none`: not requested. `request`: optional. `require`: clients without one are rejected.")]
    public ClientCertificateMode ClientCertificate { get; init; } = ClientCertificateMode.None;

    /// <summary>
    /// Revocation checks of client certificates. <c>none</c>: no checks. <c>offline</c>: cached lists. <c>online</c>: the
    /// issuer's service, which slows each handshake. Default: <c>none</c>.
    /// </summary>
    [Setting(
        "Revocation checks of client certificates. `none`: no checks. `offline`: "
        + "cached lists. `online`: the issuer's service, which slows each handshake.")]
    public RevocationMode Revocation { get; init; } = RevocationMode.None;

    /// <summary>Offered cipher suites, by IANA name. Empty = the system's. Not available on Windows. Default: <c>[]</c>.</summary>
    [Setting("Offered cipher suites, by IANA name. Empty = the system's. Not available on Windows.")]
    public IReadOnlyList<string> CipherSuites { get; init; } = [];

    /// <summary>Whether changed certificate files are reloaded. Default: <c>true</c>.</summary>
    [Setting("Whether changed certificate files are reloaded.", Effect = Effect.Immediately)]
    public bool Watch { get; init; } = true;

    /// <summary>The files and switches; never the password.</summary>
    public override string ToString() => $"TLS with certificate {Certificate ?? "none"}, at least {MinimumVersion}";
}
