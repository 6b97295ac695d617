using System.Security.Cryptography;

namespace ScriptWs.Scripting;

/// <summary>What <c>crypto.subtle</c> refuses, in words for the script. .NET's own texts depend on the system.</summary>
internal sealed class CryptoException(string message) : CryptographicException(message);
