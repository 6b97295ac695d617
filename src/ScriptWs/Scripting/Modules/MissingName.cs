namespace ScriptWs.Scripting;

/// <summary>An import of a name that the other file does not export.</summary>
/// <param name="Importer">The importing file, relative to the root.</param>
/// <param name="Specifier">What it imports from.</param>
/// <param name="Message">As in <c>file:line:column: …</c>.</param>
internal readonly record struct MissingName(string Importer, string Specifier, string Message);
