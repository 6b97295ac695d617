namespace ScriptWs.Outgoing;

/// <summary>The beginning of a response.</summary>
/// <param name="Status">The status code.</param>
/// <param name="StatusText">The reason phrase.</param>
/// <param name="Url">The URL that answered, after redirects.</param>
/// <param name="IsRedirected">Whether there was a redirect.</param>
/// <param name="Headers">Names and values.</param>
internal sealed record OutgoingHead(
    int Status, string StatusText, string Url, bool IsRedirected, IReadOnlyList<(string Name, string Value)> Headers);
