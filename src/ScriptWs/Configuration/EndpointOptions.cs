namespace ScriptWs.Configuration;

/// <summary>One entry of <c>endpoints</c>: a path and what answers there.</summary>
public sealed record EndpointOptions
{
    /// <summary>The path that clients ask for, without a query; default <c>/</c>.</summary>
    [Setting("The path that clients ask for, without a query.")]
    public string Path { get; init; } = "/";

    /// <summary>The handler script, relative to the configuration's folder; <c>null</c> when C# handlers answer.</summary>
    [Setting("The handler script, relative to the configuration's folder; null when C# handlers answer.")]
    public string? Script { get; init; }

    /// <summary>How events are shared out; default <see cref="DispatchMode.Serial"/>.</summary>
    [Setting("How events are shared out.")]
    public DispatchMode Dispatch { get; init; } = DispatchMode.Serial;

    /// <summary>Subprotocols that it speaks; none by default.</summary>
    [Setting("Subprotocols that it speaks; none by default.")]
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>What it asks of its clients, in place of the server's; <c>false</c> asks nothing; default <c>null</c> = as the server.</summary>
    [Setting("What it asks of its clients, in place of the server's; false asks nothing.", TakesFlag = true)]
    public EndpointAuthenticationOptions? Authentication { get; init; }
}
