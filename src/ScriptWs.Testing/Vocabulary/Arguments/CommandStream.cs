namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>Where the command writes to.</summary>
internal enum CommandStream
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Errors,
}
