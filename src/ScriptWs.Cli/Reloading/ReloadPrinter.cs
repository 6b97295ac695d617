using ScriptWs.Reload;

namespace ScriptWs.Cli.Reloading;

/// <summary>Prints what reloads did: a line each or, in development mode, errors with their source.</summary>
internal sealed class ReloadPrinter(TextWriter output, bool hasColors, bool isDevelopment, string folder)
{
    private const int Width = 72;

    private readonly Lock _lock = new();

    /// <summary>Any thread.</summary>
    public void Print(ReloadResult result)
    {
        lock (_lock)
        {
            if (isDevelopment && result.Problem is { } problem) PrintLarge(result, problem);
            else output.WriteLine(isDevelopment ? Colored("32", $"✓ {Line(result)} ({result.Duration.TotalMilliseconds:0} ms)") : Line(result));
            output.Flush();
        }
    }

    private static string Line(ReloadResult result) => result.Outcome switch
    {
        ReloadOutcome.Refused => Printable.Line($"{result.Script}: refused, generation {result.Generation} goes on: {result.Problem}"),
        ReloadOutcome.RolledBack => $"{result.Script}: generation {result.Generation} is live again",
        _ => $"{result.Script}: generation {result.Generation} is live",
    };

    private void PrintLarge(ReloadResult result, string problem)
    {
        output.WriteLine(Colored("31", new string('━', Width)));
        output.WriteLine(Colored("1;31", $"✗ {result.Script} IS NOT LIVE; generation {result.Generation} goes on"));
        output.WriteLine();
        output.WriteLine(Colored("1", Printable.Line(problem)));
        var excerpt = SourceExcerpt.Of(problem, folder);
        if (excerpt.Count > 0) output.WriteLine();
        foreach (var line in excerpt) output.WriteLine(line.StartsWith('>') ? Colored("1", line) : line);
        output.WriteLine(Colored("31", new string('━', Width)));
    }

    private string Colored(string color, string text) => hasColors ? $"\e[{color}m{text}\e[0m" : text;
}
