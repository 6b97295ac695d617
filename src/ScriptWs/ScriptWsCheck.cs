using ScriptWs.Configuration;
using ScriptWs.Running;

namespace ScriptWs;

/// <summary>Checks options without serving them.</summary>
public static class ScriptWsCheck
{
    /// <summary>
    /// Tries the addresses and certificates of options, and reads every script with what it imports: syntax, imports, exports and jobs.
    /// </summary>
    /// <param name="options">The options.</param>
    /// <param name="runsScripts">Whether scripts without a fault are loaded too, as at a start. Otherwise nothing of them runs.</param>
    /// <param name="warnings">What can be served but is hardly meant, one sentence each.</param>
    /// <returns>The faults, one sentence each; empty when there are none.</returns>
    public static IReadOnlyList<string> Of(ScriptWsOptions options, bool runsScripts, out IReadOnlyList<string> warnings) =>
        OptionsCheck.Of(options, runsScripts, out warnings);
}
