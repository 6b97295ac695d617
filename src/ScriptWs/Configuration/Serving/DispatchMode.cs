namespace ScriptWs.Configuration;

/// <summary>How the events of one endpoint are shared out (<c>endpoints[].dispatch</c>).</summary>
public enum DispatchMode
{
    /// <summary>One worker, one engine: handlers never overlap, and all connections share the script's variables.</summary>
    Serial,

    /// <summary>Several workers, each with its own engine; a connection stays on one.</summary>
    Parallel,
}
