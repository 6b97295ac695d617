namespace ScriptWs.Storage;

/// <summary>Changes that are made together, or not at all.</summary>
/// <param name="Owner">The endpoint whose script makes them.</param>
/// <param name="Checks">What must hold; otherwise nothing is changed.</param>
/// <param name="Writes">The changes.</param>
internal sealed record StorageCommit(string Owner, IReadOnlyList<StorageCheck> Checks, IReadOnlyList<StorageWrite> Writes)
{
    public static StorageCommit Of(string owner, StorageWrite write, StorageCheck? check = null) =>
        new(owner, check is { } required ? [required] : [], [write]);
}
