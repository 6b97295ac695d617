using Microsoft.Extensions.Logging;

namespace ScriptWs.Configuration;

/// <summary>The section <c>log</c>: what the command writes about its work. A program that embeds the server decides by its own logging.</summary>
public sealed record LogOptions
{
    /// <summary>The least that the command logs; default <c>information</c>. <c>debug</c> tells each connection's life.</summary>
    [Setting("The least that the command logs. debug tells each connection's life.")]
    public LogLevel Level { get; init; } = LogLevel.Information;
}
