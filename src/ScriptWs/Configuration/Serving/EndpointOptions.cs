using System.Text.Json;
using ScriptWs.Routing;

namespace ScriptWs.Configuration;

/// <summary>One entry of <c>endpoints</c>.</summary>
public sealed record EndpointOptions
{
    /// <summary>
    /// Path that clients request, without a query, or a pattern such as <c>/rooms/:id</c> or <c>/doc/*</c>. Default: <c>/</c>.
    /// </summary>
    [Setting("Path that clients request, without a query, or a pattern such as `/rooms/:id` or `/doc/*`.")]
    public string Path { get; init; } = "/";

    /// <summary>Handler script, relative to the configuration's folder. <c>null</c> = C# handlers answer. Default: <c>null</c>.</summary>
    [Setting("Handler script, relative to the configuration's folder. `null` = C# handlers answer.", Effect = Effect.Immediately)]
    public string? Script { get; init; }

    /// <summary>
    /// How events are distributed. <c>serial</c>: one worker with one engine. <c>parallel</c>: several workers, each with its
    /// own engine. Default: <c>serial</c>.
    /// </summary>
    [Setting(
        "How events are distributed. `serial`: one worker with one engine. `parallel`: several workers, each with its own engine.",
        Effect = Effect.Restart)]
    public DispatchMode Dispatch { get; init; } = DispatchMode.Serial;

    /// <summary>Values for this endpoint's script, over those of the server. Default: <c>{}</c>.</summary>
    [Setting("Values for this endpoint's script, over those of the server.", Effect = Effect.NewEngines, IsSecret = true)]
    public JsonElement Settings { get; init; }

    /// <summary>
    /// What imports of this endpoint's script stand for, as <c>script.imports</c> does, whose entries apply where this has
    /// none. Default: <c>{}</c>.
    /// </summary>
    [Setting(
        "What imports of this endpoint's script stand for, as `script.imports` does, whose entries apply where this has none.",
        Effect = Effect.NewEngines)]
    public IReadOnlyDictionary<string, string> Imports { get; init; } = new Dictionary<string, string>();

    /// <summary>Supported subprotocols. The client's first match is selected. Default: <c>[]</c>.</summary>
    [Setting("Supported subprotocols. The client's first match is selected.")]
    public IReadOnlyList<string> Subprotocols { get; init; } = [];

    /// <summary>
    /// Authentication of this endpoint, in place of the server's. <c>false</c> = none. <c>null</c> = the server's. Default:
    /// <c>null</c>.
    /// </summary>
    [Setting("Authentication of this endpoint, in place of the server's. `false` = none. `null` = the server's.", TakesFlag = true)]
    public EndpointAuthenticationOptions? Authentication { get; init; }

    /// <summary>
    /// Whether it is at the same path as another endpoint for a router that compares paths in any case, with or without a slash
    /// at the end.
    /// </summary>
    /// <param name="path">The other endpoint's path or pattern.</param>
    public bool IsAt(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Parse(Path) is { } own && Parse(path) is { } other ? own.IsSameAs(other) : path == Path;

        static RoutePattern? Parse(string text) => RoutePattern.Parse(text.Length > 1 ? text.TrimEnd('/').ToLowerInvariant() : text, out _);
    }
}
