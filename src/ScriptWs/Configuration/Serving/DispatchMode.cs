namespace ScriptWs.Configuration;

/// <summary>How the events of an endpoint are distributed (<c>endpoints[].dispatch</c>).</summary>
public enum DispatchMode
{
    /// <summary>One worker, one engine: handlers never overlap, and all connections share the script's variables.</summary>
    Serial,

    /// <summary>Several workers, each with its own engine. A connection stays on its worker.</summary>
    Parallel,
}
