namespace ScriptWs.Storage;

/// <summary>An operation failed. The message is for the script; it contains no value and no path.</summary>
internal sealed class StorageException(StorageProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    public StorageProblem Problem => problem;
}
