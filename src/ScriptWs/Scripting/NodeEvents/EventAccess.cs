namespace ScriptWs.Scripting;

/// <summary>The scripts of all nodes as one endpoint reaches them.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="Endpoint">The endpoint's path.</param>
internal sealed record EventAccess(INodeEvents Nodes, string Endpoint);
