namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>What each folder of the library, or each project, may use: a table of a page.</summary>
internal sealed class FolderTable
{
    /// <summary>What the table calls the place of files that are in no folder.</summary>
    public const string Root = "root";

    private readonly List<FolderRow> _rows;

    private FolderTable(string heading, string page) => _rows = [
        .. from line in File.ReadLines(Repository.PathOf(page))
            .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
           let cells = line.Split('|', StringSplitOptions.TrimEntries)
           select new FolderRow(cells[1], cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries))];

    public static FolderTable Folders { get; } = new("folder", "src/ScriptWs/README.md");

    public static FolderTable Projects { get; } = new("project", "src/README.md");

    public IReadOnlyList<FolderRow> Rows => _rows;

    public bool Allows(string user, string used) =>
        user == used || _rows.Exists(row => row.Name == user && (row.MayUse.Contains(used) || row.MayUse is ["every folder"]));
}
