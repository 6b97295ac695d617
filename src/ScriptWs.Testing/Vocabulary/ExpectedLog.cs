namespace ScriptWs.Testing.Vocabulary;

/// <summary>What steps of a scenario have said of its log: a warning or an error that none speaks of fails it.</summary>
internal sealed class ExpectedLog(World world)
{
    private readonly HashSet<LogEntry> _seen = [];

    public bool HasSeen(LogEntry entry) => _seen.Contains(entry);

    /// <exception cref="StepFailedException">No such line comes.</exception>
    public async Task ExpectAsync(string where, string text, Func<LogEntry, bool> isIt)
    {
        world.NeedsOwnServer();
        var isThere = await world.EventuallyAsync(() => world.Log.Any(isIt)).ConfigureAwait(false);
        var found = world.Log.Where(isIt).ToList();
        if (!isThere)
        {
            var lines = world.Log.Where(entry => entry.IsScript == where.Contains("console", StringComparison.Ordinal)).Select(entry => entry.Text).ToList();
            throw new StepFailedException($"No such line in {where}.", text, lines.Count == 0 ? "nothing" : string.Join('\n', lines));
        }

        _seen.UnionWith(found);
        world.ExpectLog(found);
    }
}
