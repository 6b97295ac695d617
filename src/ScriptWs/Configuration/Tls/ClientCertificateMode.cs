namespace ScriptWs.Configuration;

/// <summary>Whether clients show a certificate (<c>tls.clientCertificate</c>).</summary>
public enum ClientCertificateMode
{
    /// <summary>They are not asked.</summary>
    None,

    /// <summary>They are asked, and may refuse.</summary>
    Request,

    /// <summary>They are refused without one.</summary>
    Require,
}
