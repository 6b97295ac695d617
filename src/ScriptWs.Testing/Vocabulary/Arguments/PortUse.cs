namespace ScriptWs.Testing.Vocabulary.Arguments;

/// <summary>What another program does with the server's port.</summary>
internal enum PortUse
{
    /// <summary>It listens there.</summary>
    Takes,

    /// <summary>It listens there no more.</summary>
    Leaves,
}
