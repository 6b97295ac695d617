namespace ScriptWs.Connections;

/// <summary>What gathers while a batch of turns runs, and leaves together when a <see cref="Cork"/> ends. Any thread.</summary>
internal interface IGathering
{
    /// <summary>Lets all leave that has gathered, or begins to. It does not wait, and may be called in vain.</summary>
    void EndBatch();
}
