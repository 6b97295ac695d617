namespace ScriptWs.Reload;

/// <summary>A place in the source that a script was made of.</summary>
/// <param name="Name">The source, as the map names it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Text">The lines of the source.</param>
internal sealed record OriginalPlace(string Name, int Line, int Column, IEnumerable<string> Text);
