using Io.Cucumber.Messages.Types;

namespace ScriptWs.Testing;

/// <summary>The table under a step.</summary>
public sealed class DataTable
{
    internal DataTable(PickleTable table) => Cells = [.. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Cells.Select(cell => cell.Value)])];

    /// <summary>All rows, the first one too.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cells { get; }

    /// <summary>The first row.</summary>
    public IReadOnlyList<string> Header => Cells[0];

    /// <summary>The rows below the first one, by the names in the first one.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows =>
        [.. Cells.Skip(1).Select(row => Header.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];

    /// <summary>The second column by the first one, for tables of two columns without header.</summary>
    /// <exception cref="StepFailedException">The table has another number of columns, or a name twice.</exception>
    public IReadOnlyDictionary<string, string> Pairs()
    {
        if (Header.Count != 2) throw new StepFailedException($"The table has {Header.Count} columns; this step wants names and values: two.");
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Cells)
            if (!pairs.TryAdd(row[0], row[1])) throw new StepFailedException($"The table names \"{row[0]}\" twice; name it once.");
        return pairs;
    }
}
