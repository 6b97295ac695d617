namespace ScriptWs.Configuration;

/// <summary>Where values of <c>server.storage</c> are kept.</summary>
public enum StorageBackend
{
    /// <summary>In the memory of the process, until it ends.</summary>
    Memory,

    /// <summary>In a file of this machine.</summary>
    File,

    /// <summary>At the broker of the cluster, for all its nodes.</summary>
    Cluster,
}
