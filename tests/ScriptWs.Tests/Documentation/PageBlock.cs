namespace ScriptWs.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Kind">What follows the fence: <c>js</c>, <c>js steps</c>, <c>json</c> and so on; empty for none.</param>
/// <param name="Text">The lines between the fences.</param>
/// <param name="Section">The heading of level two above it.</param>
/// <param name="Line">The line of its first fence.</param>
internal sealed record PageBlock(string Kind, string Text, string Section, int Line)
{
    /// <summary>The file that the first line names, as in <c>// chat.js</c>.</summary>
    public string? FileName =>
        Text.Split('\n')[0] is ['/', '/', ' ', .. var name] && Path.GetExtension(name) is ".js" or ".ts" ? name : null;

    /// <summary>Whether it shows what clients send and receive.</summary>
    public bool IsConversation =>
        Kind == "text" && (Text.Contains(" ← ", StringComparison.Ordinal) || Text.StartsWith("→ ", StringComparison.Ordinal));

    /// <summary>Whether it shows the same of a script that imports packages.</summary>
    public bool IsConversationWithPackages => Kind == "text package";

    /// <summary>Whether it is a server.json.</summary>
    public bool IsConfiguration => Kind == "json" && !Text.Contains("\"formatters\"", StringComparison.Ordinal);
}
