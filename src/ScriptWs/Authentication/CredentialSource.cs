namespace ScriptWs.Authentication;

/// <summary>The parts of a request that may hold credentials.</summary>
/// <param name="Path">The path, percent-encoded as it came.</param>
/// <param name="Query">What followed <c>?</c>, without it.</param>
/// <param name="Header">The value of a header field by its lower-case name; <c>null</c> when there is none.</param>
internal sealed record CredentialSource(string Path, string Query, Func<string, string?> Header);
