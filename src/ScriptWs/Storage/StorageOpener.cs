namespace ScriptWs.Storage;

/// <summary>Opens a backend that is in a package of its own.</summary>
/// <param name="setup">What it is opened with.</param>
/// <exception cref="StorageException">It cannot be opened; the message is for the operator.</exception>
internal delegate IStorage StorageOpener(StorageSetup setup);
