namespace ScriptWs.Scripting;

/// <summary>What the script of one node answered.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Data">The answer, in the form of <c>CloneBytes</c>.</param>
internal sealed record NodeAnswer(string Node, byte[] Data);
