namespace ScriptWs.Testing.Vocabulary;

/// <summary>What the server logs.</summary>
[Binding, StepGroup(Groups.Server)]
internal sealed class LogSteps(World world, ExpectedLog log)
{
    [Then("the log says {string}")]
    public async Task ThenTheLogSays(string text) =>
        await log.ExpectAsync("the log", text, entry => !entry.IsScript && entry.Text.Contains(text, StringComparison.Ordinal)).ConfigureAwait(false);

    [AfterScenario(Order = int.MaxValue - 1)]
    public void NothingUnexpected()
    {
        if (world.HasFailed || world.UnexpectedLog is not { Count: > 0 } entries) return;
        throw new StepFailedException(
            "The log has warnings or errors that no step speaks of.", "steps such as: Then the log says \"…\"", string.Join('\n', entries.Select(entry => $"{entry.Level.ToString().ToLowerInvariant()}: {entry.Text}")));
    }
}
