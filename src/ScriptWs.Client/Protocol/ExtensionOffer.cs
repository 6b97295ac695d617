namespace ScriptWs.Protocol;

/// <summary>One extension that a client offers (RFC 6455 §9.1), with its parameters in the client's order.</summary>
/// <param name="Name">The extension's token.</param>
/// <param name="Parameters">Names and values; the value is <c>null</c> when there was no <c>=</c>. A name may come twice.</param>
internal sealed record ExtensionOffer(string Name, IReadOnlyList<KeyValuePair<string, string?>> Parameters);
