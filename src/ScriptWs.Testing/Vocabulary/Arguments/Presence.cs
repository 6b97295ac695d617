namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>Whether something is there.</summary>
internal enum Presence
{
    Has,
    HasNot,
}
