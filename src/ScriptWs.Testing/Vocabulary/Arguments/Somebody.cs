namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>A client, or nobody.</summary>
internal sealed record Somebody(string? Name);
