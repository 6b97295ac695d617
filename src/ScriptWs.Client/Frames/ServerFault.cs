namespace ScriptWs.Client;

/// <summary>What a server did wrong, and what a client closes with.</summary>
/// <param name="Code">The status code of the client's Close frame (RFC 6455 §7.4.1).</param>
/// <param name="Deed">The rest of a sentence that begins with "it".</param>
/// <param name="Clause">The clause that it broke.</param>
internal sealed record ServerFault(int Code, string Deed, string Clause);
