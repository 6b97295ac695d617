namespace ScriptWs.Storage;

/// <summary>Why an operation of a storage failed; scripts see the name in lower case as <c>error.code</c>.</summary>
internal enum StorageProblem
{
    /// <summary>There would be more keys or bytes than permitted.</summary>
    Quota,

    /// <summary>A key has another version than the operation requires.</summary>
    Conflict,

    /// <summary>The storage cannot be read or written now: a full disk, a lost file, too many operations in flight.</summary>
    Unavailable,

    /// <summary>The value cannot be stored, or is not of the kind that the operation changes.</summary>
    Value,
}
