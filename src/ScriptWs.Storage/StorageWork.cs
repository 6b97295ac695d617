namespace ScriptWs.Storage;

/// <summary>One operation that waits for the writer thread.</summary>
internal abstract class StorageWork
{
    /// <summary>Whether it may change the file.</summary>
    public required bool Writes { get; init; }

    /// <summary>Bytes that it holds while it waits, roughly.</summary>
    public long Size { get; init; }

    /// <summary>Does it. What it refuses itself is kept for <see cref="Complete"/>; trouble with the file comes out.</summary>
    /// <param name="file">The file, within a transaction if it writes.</param>
    /// <param name="now">The time, in milliseconds since 1970.</param>
    public abstract void Do(StorageFile file, long now);

    /// <summary>Tells the caller what came of it. What it changed has been committed.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing came of it.</summary>
    public abstract void Fail(StorageException failure);
}
