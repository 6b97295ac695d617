using Microsoft.Extensions.Logging;

namespace ScriptWs.Testing.Vocabulary;

/// <summary>What scripts and the server log. A warning or an error that no step speaks of fails its scenario.</summary>
[Binding]
internal sealed class LogSteps(World world)
{
    private readonly HashSet<LogEntry> _seen = [];

    [Then("the script logs {string}")]
    public async Task ThenTheScriptLogs(string text) =>
        await ExpectAsync("the script's console", text, entry => entry.IsScript && entry.Text == text).ConfigureAwait(false);

    [Then("the script logs nothing( more)")]
    public async Task ThenTheScriptLogsNothing()
    {
        await world.SettleAsync().ConfigureAwait(false);
        var lines = world.Log.Where(entry => entry.IsScript && !_seen.Contains(entry)).ToList();
        if (lines.Count > 0) throw new StepFailedException("The script logged something.", "nothing", string.Join('\n', lines.Select(line => line.Text)));
    }

    [Then("the log says {string}")]
    public async Task ThenTheLogSays(string text) =>
        await ExpectAsync("the log", text, entry => !entry.IsScript && entry.Text.Contains(text, StringComparison.Ordinal)).ConfigureAwait(false);

    [AfterScenario(Order = int.MaxValue)]
    public void NothingUnexpected()
    {
        if (world.HasFailed || world.UnexpectedLog is not { Count: > 0 } entries) return;
        throw new StepFailedException(
            "The log has warnings or errors that no step speaks of.", "steps such as: Then the log says \"…\"", string.Join('\n', entries.Select(entry => $"{entry.Level.ToString().ToLowerInvariant()}: {entry.Text}")));
    }

    private async Task ExpectAsync(string where, string text, Func<LogEntry, bool> isIt)
    {
        world.NeedsOwnServer();
        var isThere = await world.EventuallyAsync(() => world.Log.Any(isIt)).ConfigureAwait(false);
        var found = world.Log.Where(isIt).ToList();
        if (!isThere)
        {
            var lines = world.Log.Where(entry => entry.IsScript == where.Contains("console", StringComparison.Ordinal)).Select(entry => entry.Text).ToList();
            throw new StepFailedException($"Nothing of the kind stands in {where}.", text, lines.Count == 0 ? "nothing" : string.Join('\n', lines));
        }

        _seen.UnionWith(found);
        world.ExpectLog(found);
    }
}
