namespace ScriptWs.Reload;

/// <summary>What a reload did to the script of one endpoint, or to the configuration.</summary>
/// <param name="Script">The script's path, as server.json names it; or the configuration's name.</param>
/// <param name="Endpoint">The endpoint's path; empty for the configuration.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Generation">The generation that runs now.</param>
/// <param name="Problem">Why the new version was refused, with file, line and column; <c>null</c> when it was not.</param>
/// <param name="Duration">From reading the files to the end.</param>
public sealed record ReloadResult(string Script, string Endpoint, ReloadOutcome Outcome, int Generation, string? Problem, TimeSpan Duration);
