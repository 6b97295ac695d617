namespace ScriptWs.Configuration;

/// <summary>Revocation checks of client certificates (<c>tls.revocation</c>).</summary>
public enum RevocationMode
{
    /// <summary>No checks.</summary>
    None,

    /// <summary>Checked against lists that the system has cached.</summary>
    Offline,

    /// <summary>Checked with the issuer's service, which slows each handshake.</summary>
    Online,
}
