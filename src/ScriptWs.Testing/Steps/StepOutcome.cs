namespace ScriptWs.Testing.Steps;

/// <summary>How a step or hook ended that did not throw.</summary>
internal enum StepOutcome
{
    /// <summary>It did what it says.</summary>
    Passed,

    /// <summary>It is not written yet.</summary>
    Pending,

    /// <summary>It does not apply here.</summary>
    Skipped,
}
