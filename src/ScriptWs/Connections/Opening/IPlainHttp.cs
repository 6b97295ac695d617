namespace ScriptWs.Connections;

/// <summary>Takes over wires whose first request is plain HTTP.</summary>
internal interface IPlainHttp
{
    /// <summary>Whether there is anything to serve at present.</summary>
    bool IsWanted { get; }

    /// <summary>Takes a wire over: its sink is another one from now on, and what was read already is dealt with.</summary>
    /// <returns>Whether to read on; if not, reading resumes by itself.</returns>
    bool Take(ITransport wire, ForwardedRequest request);
}
