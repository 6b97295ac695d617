using Microsoft.IdentityModel.Tokens;

namespace ScriptWs.Configuration;

/// <summary>
/// A key that tokens may be signed with. It is good for its own algorithms only, whatever a token says: a public key is no
/// secret.
/// </summary>
/// <param name="Id">Its <c>kid</c>; <c>null</c> when it has none.</param>
/// <param name="Key">The key.</param>
/// <param name="Algorithms">What it can verify (RFC 7518 §3.1).</param>
internal sealed record TokenKey(string? Id, SecurityKey Key, IReadOnlyList<string> Algorithms);
