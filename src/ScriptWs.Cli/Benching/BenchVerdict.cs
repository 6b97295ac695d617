namespace ScriptWs.Cli.Benching;

/// <summary>Tells what a run came to, and whether that is enough.</summary>
/// <param name="result">Of the run.</param>
/// <param name="target">The server's address; <c>null</c> when the client measured itself.</param>
internal sealed class BenchVerdict(BenchResult result, string? target)
{
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">Nothing came back.</exception>
    public int Print(Streams streams, bool asJson, IReadOnlyList<Requirement> requirements)
    {
        var hasNothing = result.Latencies.Count == 0;
        if (asJson) streams.Out.WriteLine(BenchReport.Json(result, target));
        else if (!hasNothing) foreach (var line in Lines) streams.Out.WriteLine(line);

        if (hasNothing) throw new CommandException(Advice, ExitCode.Failed);
        var missed = requirements.Where(requirement => !requirement.IsMetBy(result)).ToList();
        foreach (var requirement in missed)
            streams.Error.WriteLine($"scriptws: {requirement.Text} was required; it was {requirement.FoundIn(result)}.");
        return missed.Count == 0 ? ExitCode.Fine : ExitCode.Failed;
    }

    private IEnumerable<string> Lines => target is null ? BenchReport.OwnLines(result) : BenchReport.Lines(result, target);

    private string Advice => (result.FirstLoss, result.Plan.Mode) switch
    {
        ({ } loss, _) => $"nothing came back: {loss}.",
        (_, BenchMode.Echo) => "nothing came back; the server must send every message back as it is, as scripts/echo.js does, "
            + "or try --mode fan-out.",
        _ => "nothing came back; the server must send what it receives to everybody, as scripts/chat.js does.",
    };
}
