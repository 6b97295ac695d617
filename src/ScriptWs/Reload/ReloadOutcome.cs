namespace ScriptWs.Reload;

/// <summary>How a reload ended.</summary>
public enum ReloadOutcome
{
    /// <summary>The new generation is live.</summary>
    Live,

    /// <summary>The files are what runs already; nothing happened.</summary>
    Unchanged,

    /// <summary>The new version is not fit to run; the old generation goes on as if nothing had happened.</summary>
    Refused,

    /// <summary>The previous generation is live again.</summary>
    RolledBack,

    /// <summary>After a version that was refused the files are again what runs.</summary>
    Undone,
}
