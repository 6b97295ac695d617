namespace ScriptWs.Scripting;

/// <summary>What the nodes of a cluster do together for scripts. Outside a cluster, this process is the only one.</summary>
internal interface INodeServices
{
    /// <summary>Reaches the scripts of all nodes.</summary>
    INodeEvents Events { get; }

    /// <summary>Decides which node runs the jobs of an endpoint; <c>null</c> where this process runs them all.</summary>
    /// <param name="endpoint">The endpoint's path.</param>
    JobClaim? JobsOf(string endpoint);
}
