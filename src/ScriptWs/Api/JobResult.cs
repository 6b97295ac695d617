namespace ScriptWs;

/// <summary>How a run of a job ended.</summary>
public enum JobResult
{
    /// <summary>It returned, and its promise was fulfilled.</summary>
    Succeeded,

    /// <summary>It threw, was cut off by a budget, or its promise was rejected. The log contains the error.</summary>
    Failed,
}
