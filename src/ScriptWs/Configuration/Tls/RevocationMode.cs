namespace ScriptWs.Configuration;

/// <summary>Whether it is looked up if a client's certificate was revoked (<c>tls.revocation</c>).</summary>
public enum RevocationMode
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>In lists that the system has already.</summary>
    Offline,

    /// <summary>By asking whom the certificate names, which takes time at each handshake.</summary>
    Online,
}
