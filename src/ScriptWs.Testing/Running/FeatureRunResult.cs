namespace ScriptWs.Testing;

/// <summary>What a run came to.</summary>
/// <param name="Success">Whether nothing failed, was undefined, ambiguous or pending, and every file could be parsed.</param>
/// <param name="Scenarios">Scenarios that ran.</param>
/// <param name="NotRun">Scenarios that did not begin: the run was stopped, or failed fast.</param>
public sealed record FeatureRunResult(bool Success, int Scenarios, int NotRun);
