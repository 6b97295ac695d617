namespace ScriptWs.Tests.Cluster;

/// <summary>How long a broker fails in a test: its whole time where the variable <c>CI</c> is set, and less at a desk.</summary>
internal static class Outage
{
    /// <summary>Longer than a node takes to notice that it is cut off, and to connect again.</summary>
    private const int AtADesk = 7;

    private static bool IsWhole => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CI"));

    public static TimeSpan Of(int seconds) => TimeSpan.FromSeconds(IsWhole ? seconds : Math.Min(seconds, AtADesk));
}
