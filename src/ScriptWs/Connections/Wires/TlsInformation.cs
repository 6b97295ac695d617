namespace ScriptWs.Connections;

/// <summary>What was agreed on in a TLS handshake.</summary>
/// <param name="Protocol">The version, as in <c>TLS 1.3</c>.</param>
/// <param name="CipherSuite">The cipher suite, as the IANA names it.</param>
/// <param name="HostName">The name that the client asked for (RFC 6066 §3); empty when it named none.</param>
/// <param name="ClientCertificate">The client's certificate, checked; <c>null</c> when it showed none.</param>
internal sealed record TlsInformation(string Protocol, string CipherSuite, string HostName, ClientCertificate? ClientCertificate);
