namespace ScriptWs.PlainHttp;

/// <summary>What was agreed on in the TLS handshake of a connection.</summary>
/// <param name="Protocol">The version, as in <c>TLS 1.3</c>.</param>
/// <param name="CipherSuite">The cipher suite, as the IANA names it.</param>
/// <param name="HostName">The name that the client asked for; empty when it named none.</param>
public sealed record HttpTls(string Protocol, string CipherSuite, string HostName);
