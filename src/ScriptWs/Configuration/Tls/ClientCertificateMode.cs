namespace ScriptWs.Configuration;

/// <summary>Client certificates (<c>tls.clientCertificate</c>).</summary>
public enum ClientCertificateMode
{
    /// <summary>Not requested.</summary>
    None,

    /// <summary>Requested, and optional.</summary>
    Request,

    /// <summary>Required: clients without one are rejected.</summary>
    Require,
}
