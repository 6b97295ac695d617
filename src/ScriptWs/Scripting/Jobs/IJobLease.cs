namespace ScriptWs.Scripting;

/// <summary>The right of this process to run a job once. Any thread.</summary>
internal interface IJobLease
{
    /// <summary>Grows with each run of the job, on whichever node: a later run has a larger one.</summary>
    long Token { get; }

    /// <summary>Whether no other process runs the job meanwhile, as far as it is known here.</summary>
    bool IsHeld { get; }

    /// <summary>The run has ended. Once is enough.</summary>
    void End();
}
