namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>A token that a client shows.</summary>
/// <param name="Name">Of one that a Given made.</param>
/// <param name="Owner">Or who was given it by logging in.</param>
internal sealed record ShownToken(string? Name, TestClient? Owner);
