namespace ScriptWs.Cli;

/// <summary>What <c>scriptws storage</c> does with the file.</summary>
internal enum StorageAction
{
    Export,
    Import,
    Check,
}
