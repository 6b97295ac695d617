using Microsoft.Extensions.Logging;
using ScriptWs.Cli.Logging;
using ScriptWs.Configuration;

namespace ScriptWs.Cli;

/// <summary>What <c>scriptws run</c> was asked for.</summary>
/// <param name="Load">Reads the configuration with what the command line says over it, however often.</param>
/// <param name="Arguments">The command line, to say it again to another process.</param>
internal sealed record RunRequest(Func<ScriptWsOptions> Load, IReadOnlyList<string> Arguments)
{
    public bool IsDevelopment { get; init; }

    public bool IsSupervised { get; init; }

    /// <summary>Over the configuration's.</summary>
    public LogLevel? Level { get; init; }

    public LogFormat Format { get; init; }
}
