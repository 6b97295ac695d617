using System.Collections.Concurrent;
using System.Text;

namespace ScriptWs.Fuzz.Script;

/// <summary>
/// What runs in a process of its own: takes programs, one per line in base64, and answers each with a line that says what does not hold.
/// It ends with its input, even while a program runs, so that none outlives the process that started it.
/// </summary>
internal static class ProgramChild
{
    /// <summary>The argument that selects this instead of fuzzing.</summary>
    public const string Argument = "--run-programs";

    public static int Run()
    {
        using var programs = new BlockingCollection<string>();
        HostedProgram.OnTurnThread(() => AnswerAll(programs)).Start();
        while (Console.In.ReadLine() is { } line) programs.Add(line);
        return 0;
    }

    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public static string Decode(string line) => Encoding.UTF8.GetString(Convert.FromBase64String(line));

    private static void AnswerAll(BlockingCollection<string> programs)
    {
        // Programs write to the log only: the standard output carries the answers.
        foreach (var line in programs.GetConsumingEnumerable()) Console.Out.WriteLine(Encode(Answer(Decode(line))));
    }

    private static string Answer(string program)
    {
        try
        {
            return ProgramTrial.Run(program) ?? "";
        }
        catch (Exception e)
        {
            return $"an exception left the turn: {ProgramTrial.FirstLines(e)}";
        }
    }
}
