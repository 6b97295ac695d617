namespace ScriptWs.Configuration;

/// <summary>When acknowledged writes are on the disk.</summary>
public enum StorageSync
{
    /// <summary>Within a second. A crash of the process loses nothing; a power failure can lose the last second.</summary>
    Second,

    /// <summary>Before they are acknowledged.</summary>
    Write,
}
