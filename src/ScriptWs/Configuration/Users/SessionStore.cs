namespace ScriptWs.Configuration;

/// <summary>Where session tokens are kept (<c>authentication.session.store</c>).</summary>
public enum SessionStore
{
    /// <summary>In the process: a restart forgets them.</summary>
    Memory,

    /// <summary>In the backend of <c>server.storage</c>, where no script sees them.</summary>
    Storage,
}
