namespace ScriptWs.Testing;

/// <summary>Reads tables that have no header.</summary>
public static class DataTableExtensions
{
    /// <summary>All rows of a table, its first one included.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Cells(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [[.. table.Header], .. table.Rows.Select(row => (IReadOnlyList<string>)[.. row.Values])];
    }

    /// <summary>The second column of a table by its first one.</summary>
    /// <exception cref="StepFailedException">The table does not have two columns, or names something twice.</exception>
    public static IReadOnlyDictionary<string, string> Pairs(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Header.Count != 2) throw new StepFailedException($"The table has {table.Header.Count} columns; this step wants names and values: two.");
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in table.Cells())
            if (!pairs.TryAdd(row[0], row[1])) throw new StepFailedException($"The table names \"{row[0]}\" twice; name it once.");
        return pairs;
    }

    /// <summary>The value of a column, or a default when the table has no such column.</summary>
    internal static string GetValueOrDefault(this DataTableRow row, string column, string otherwise) => row.TryGetValue(column, out var value) ? value : otherwise;
}
