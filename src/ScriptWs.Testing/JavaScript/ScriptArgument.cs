namespace ScriptWs.Testing.JavaScript;

/// <summary>An argument that a transformer in JavaScript has yet to make.</summary>
internal sealed record ScriptArgument(int Transformer, string?[] Groups);
