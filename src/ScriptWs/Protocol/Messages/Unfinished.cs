namespace ScriptWs.Protocol;

/// <summary>What has come of a message whose last piece has not.</summary>
/// <param name="Number">How many messages of the client came wholly before it.</param>
/// <param name="Exists">Whether anything of it has come, or of a frame between its fragments.</param>
/// <param name="Bytes">Bytes of it that are held, inflated.</param>
internal readonly record struct Unfinished(long Number, bool Exists, int Bytes);
