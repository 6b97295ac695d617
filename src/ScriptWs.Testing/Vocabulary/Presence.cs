namespace ScriptWs.Testing.Vocabulary;

/// <summary>Whether something is there.</summary>
internal enum Presence
{
    Has,
    HasNot,
}
