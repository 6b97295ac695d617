namespace ScriptWs.Outgoing;

/// <summary>Reads a URL by the rules of the web, which are not those of .NET.</summary>
/// <param name="text">The URL, whole or relative.</param>
/// <param name="baseUrl">What it is relative to.</param>
/// <returns>The URL in its normal form; <c>null</c> when it is none.</returns>
internal delegate string? UrlResolver(string text, string? baseUrl);
