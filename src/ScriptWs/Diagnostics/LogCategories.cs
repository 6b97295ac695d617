namespace ScriptWs.Diagnostics;

/// <summary>Categories of the log that are not named after the type that writes to them.</summary>
internal static class LogCategories
{
    /// <summary>The life of the server: its category is the public type that users know.</summary>
    public const string Server = "ScriptWs.ScriptWsServer";
}
