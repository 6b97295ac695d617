using ScriptWs.Routing;

namespace ScriptWs.Configuration;

/// <summary>One entry of <c>endpoints</c>: a path and what answers there.</summary>
public sealed record EndpointOptions
{
    /// <summary>The path that clients ask for, without a query, or a pattern such as <c>/rooms/:id</c> or <c>/doc/*</c>; default <c>/</c>.</summary>
    [Setting("The path that clients ask for, without a query, or a pattern such as /rooms/:id or /doc/*.")]
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

    /// <summary>Whether it is at the same path as another endpoint for a router that compares paths in any case, with or without a slash at the end.</summary>
    /// <param name="path">The other endpoint's path or pattern.</param>
    public bool IsAt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(Path) is { } own && Parse(path) is { } other ? own.IsSameAs(other) : path == Path;

        static RoutePattern? Parse(string text) => RoutePattern.Parse(text.Length > 1 ? text.TrimEnd('/').ToLowerInvariant() : text, out _);
    }
}
