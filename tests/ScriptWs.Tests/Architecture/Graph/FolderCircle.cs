namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>Top-level folders of a project that reach each other.</summary>
internal sealed record FolderCircle(string Project, List<string> Folders)
{
    public override string ToString() => $"{Project}: {string.Join(", ", Folders.Order(StringComparer.Ordinal))}";
}
