namespace ScriptWs.Configuration;

/// <summary>One entry of <c>tls.certificates</c>: the certificate of some host names (RFC 6066 §3).</summary>
public sealed record TlsCertificateOptions
{
    /// <summary>Host names that clients ask for; <c>*.example.com</c> stands for one label.</summary>
    [Setting("Host names that clients ask for; *.example.com stands for one label.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <inheritdoc cref="TlsOptions.Certificate"/>
    [Setting("A PEM or PFX file with the certificate.")]
    public string? Certificate { get; init; }

    /// <inheritdoc cref="TlsOptions.Key"/>
    [Setting("A PEM file with the private key; without it the key is in the certificate's file.")]
    public string? Key { get; init; }

    /// <inheritdoc cref="TlsOptions.Password"/>
    [Setting("The password of an encrypted key.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>The hosts and the file; never the password.</summary>
    public override string ToString() => $"{Certificate ?? "no certificate"} for {string.Join(", ", Hosts)}";
}
