namespace ScriptWs.Outgoing;

/// <summary>What a script asks for.</summary>
/// <param name="Url">The URL in its normal form.</param>
/// <param name="Method">A token of HTTP.</param>
/// <param name="Redirect">follow, error or manual.</param>
/// <param name="Headers">Names in lower case, and values.</param>
/// <param name="Body">The body; <c>null</c> for none.</param>
internal sealed record OutgoingRequest(
    string Url, string Method, string Redirect, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body);
