namespace ScriptWs.Configuration;

/// <summary>Everything that a server.json holds; immutable.</summary>
public sealed record ScriptWsOptions
{
    /// <summary>Where the server listens; default 127.0.0.1:8080.</summary>
    public IReadOnlyList<ListenOptions> Listen { get; init; } = [new()];

    /// <summary>The paths that clients may ask for, each once; default <c>/</c> without a script.</summary>
    public IReadOnlyList<EndpointOptions> Endpoints { get; init; } = [new()];

    /// <inheritdoc cref="ScriptOptions"/>
    public ScriptOptions Script { get; init; } = new();

    /// <inheritdoc cref="LimitsOptions"/>
    public LimitsOptions Limits { get; init; } = new();

    /// <inheritdoc cref="CompressionOptions"/>
    public CompressionOptions Compression { get; init; } = new();

    /// <inheritdoc cref="ShutdownOptions"/>
    public ShutdownOptions Shutdown { get; init; } = new();

    /// <summary>The folder that relative paths start from: the configuration file's, or the current one.</summary>
    public string BaseDirectory { get; init; } = ".";
}
