namespace ScriptWs.Scripting;

/// <summary>What an import map puts in the place of a specifier.</summary>
/// <param name="Target">The full path of a file, or another specifier.</param>
/// <param name="Setting">The setting that contains the entry, as in <c>script.imports</c>.</param>
internal sealed record MappedImport(string Target, string Setting)
{
    public bool IsFile => Path.IsPathFullyQualified(Target);
}
