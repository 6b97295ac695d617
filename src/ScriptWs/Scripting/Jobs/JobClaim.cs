namespace ScriptWs.Scripting;

/// <summary>Asks whether this process runs a job now. Where several servers are one, only one of them gets the lease.</summary>
/// <param name="job">The job's name.</param>
/// <param name="due">When it is due: the same for all servers that have the same schedule.</param>
/// <returns><c>null</c> when another process runs it.</returns>
internal delegate ValueTask<IJobLease?> JobClaim(string job, DateTimeOffset due);
