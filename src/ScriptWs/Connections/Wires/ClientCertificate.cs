namespace ScriptWs.Connections;

/// <summary>The certificate that a client showed; it leads to a root that is trusted.</summary>
/// <param name="Subject">Whose it is, as in <c>CN=alice, O=Example</c>.</param>
/// <param name="Fingerprint">The SHA-256 hash of it, in upper-case hexadecimal digits.</param>
internal sealed record ClientCertificate(string Subject, string Fingerprint);
