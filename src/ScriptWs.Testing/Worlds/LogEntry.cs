using Microsoft.Extensions.Logging;

namespace ScriptWs.Testing;

/// <summary>One line of the server's log.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Category">Who logged it; <c>ScriptWs.Script</c> is a script's console.</param>
/// <param name="Text">Its text.</param>
public sealed record LogEntry(LogLevel Level, string Category, string Text)
{
    /// <summary>The category of scripts' consoles.</summary>
    public const string ScriptCategory = "ScriptWs.Script";

    /// <summary>Whether a script's console wrote it.</summary>
    public bool IsScript => Category == ScriptCategory;
}
