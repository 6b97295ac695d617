namespace ScriptWs.Configuration;

/// <summary>One entry of <c>tls.certificates</c>.</summary>
/// <remarks>RFC 6066 §3.</remarks>
public sealed record TlsCertificateOptions
{
    /// <summary>Host names that clients request. <c>*.example.com</c> matches one label. Default: <c>[]</c>.</summary>
    [Setting("Host names that clients request. `*.example.com` matches one label.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>
    /// PEM or PFX file with the certificate and its intermediates, relative to the configuration's folder. Default:
    /// <c>null</c>.
    /// </summary>
    [Setting("PEM or PFX file with the certificate and its intermediates, relative to the configuration's folder.")]
    public string? Certificate { get; init; }

    /// <summary>PEM file with the private key. <c>null</c> = in the certificate's file. Default: <c>null</c>.</summary>
    [Setting("PEM file with the private key. `null` = in the certificate's file.")]
    public string? Key { get; init; }

    /// <summary>Password of an encrypted key or a PFX file. Default: <c>null</c>.</summary>
    [Setting("Password of an encrypted key or a PFX file.", IsSecret = true)]
    public string? Password { get; init; }

    /// <summary>The hosts and the file; never the password.</summary>
    public override string ToString() => $"{Certificate ?? "no certificate"} for {string.Join(", ", Hosts)}";
}
