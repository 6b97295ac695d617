namespace ScriptWs.Certificates;

/// <summary>A certificate cannot be used; the message names the setting and the file, and says what is wrong with it.</summary>
internal sealed class CertificateException(string message, Exception? inner = null) : Exception(message, inner);
