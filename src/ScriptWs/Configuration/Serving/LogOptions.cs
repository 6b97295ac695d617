using Microsoft.Extensions.Logging;

namespace ScriptWs.Configuration;

/// <summary>The section <c>log</c>. Log of the <c>scriptws</c> command.</summary>
/// <remarks>A program that embeds the server configures its own logging.</remarks>
public sealed record LogOptions
{
    /// <summary>
    /// Minimum log level: <c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c>, <c>critical</c> or
    /// <c>none</c>. <c>debug</c> includes the life of each connection. Default: <c>information</c>.
    /// </summary>
    [Setting(
        "Minimum log level: `trace`, `debug`, `information`, `warning`, `error`, "
        + "`critical` or `none`. `debug` includes the life of each connection.")]
    public LogLevel Level { get; init; } = LogLevel.Information;
}
