namespace ScriptWs.Storage;

/// <summary>
/// Makes the next value of a key from the present one, within one step of the storage. It may be called on any thread, and more than
/// once where another node changed the key meanwhile.
/// </summary>
/// <param name="current">The present value; <c>null</c> without one.</param>
/// <exception cref="StorageException">The present value is not of the kind that is changed.</exception>
internal delegate byte[] StorageChange(byte[]? current);
