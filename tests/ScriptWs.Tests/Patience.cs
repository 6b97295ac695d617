using ScriptWs.Configuration;

namespace ScriptWs.Tests;

/// <summary>
/// How long tests wait for something that happens. Only a failure takes that long, so the bound is wide: a machine may be busy with
/// thirty other programs, and a process may need a minute to start there.
/// </summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Budgets of servers whose tests are about something else: the defaults are short for a machine that is that busy.</summary>
    public static ScriptOptions Script => new() { TurnTimeout = TimeSpan.FromMinutes(1), LoadTimeout = TimeSpan.FromMinutes(1), RegexTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>The same for commands that run as processes of their own.</summary>
    public static IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["SCRIPTWS_SCRIPT__TURNTIMEOUT"] = "60s",
        ["SCRIPTWS_SCRIPT__LOADTIMEOUT"] = "60s",
        ["SCRIPTWS_SCRIPT__REGEXTIMEOUT"] = "10s",
        ["SCRIPTWS_SUPERVISION__LIVENESS"] = "5m",
        ["SCRIPTWS_SUPERVISION__STARTTIMEOUT"] = "5m",
    };
}
