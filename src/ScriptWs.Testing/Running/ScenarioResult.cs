namespace ScriptWs.Testing;

/// <summary>What one scenario came to.</summary>
public enum ScenarioResult
{
    /// <summary>All its steps did what they say.</summary>
    Passed,

    /// <summary>It does not apply here; a step said so.</summary>
    Skipped,

    /// <summary>A step failed, or is undefined, ambiguous or pending.</summary>
    Failed,
}
