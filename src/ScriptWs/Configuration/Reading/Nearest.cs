namespace ScriptWs.Configuration;

/// <summary>Finds the name that a mistyped one was meant to be.</summary>
internal static class Nearest
{
    /// <returns>The candidate that takes the fewest edits, if they are few for its length; else <c>null</c>.</returns>
    public static string? To(string name, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (candidate, edits: Edits(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(pair => pair.edits)
            .FirstOrDefault();
        if (best.candidate is not { } nearest) return null;

        return best.edits < nearest.Length && best.edits <= Math.Max(2, nearest.Length / 3) ? nearest : null;
    }

    private static int Edits(string from, string to)
    {
        if (from.Length > 100) return int.MaxValue; // a name of that length is no typing error

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = from[i - 1] == to[j - 1] ? diagonal : 1 + Math.Min(diagonal, Math.Min(above, row[j - 1]));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
