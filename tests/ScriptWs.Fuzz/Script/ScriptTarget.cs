using System.Text;

namespace ScriptWs.Fuzz.Script;

/// <summary>
/// Hostile programs, made from a grammar: each runs in one turn with small budgets. No program ends the process, takes much more than the
/// budgets, or sees .NET. They run in another process, which is started again when one of them has ended it.
/// </summary>
internal sealed class ScriptTarget : IFuzzTarget
{
    private readonly Grammar _grammar = new(File.ReadLines(HostedProgram.DataFile("grammar.txt")), ("builtin", BuiltIns.Find()));
    private ProgramProcess? _process;

    public string Name => "script/programs";

    public byte[] Generate(Random random) =>
        Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, random.Next(1, 5)).Select(_ => _grammar.Expand(random, "line"))));

    /// <summary>By whole lines: a change within one hardly ever leaves a program.</summary>
    public byte[] Mutate(Random random, byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n').ToList();
        var at = random.Next(lines.Count);
        switch (random.Next(3))
        {
            case 0:
                lines.Insert(at, _grammar.Expand(random, "line"));
                break;
            case 1:
                lines[at] = _grammar.Expand(random, "line");
                break;
            default:
                lines.Add(lines[at]);
                break;
        }

        return Encoding.UTF8.GetBytes(string.Join('\n', lines));
    }

    public async Task RunAsync(byte[] input)
    {
        try
        {
            _process ??= await ProgramProcess.StartAsync().ConfigureAwait(false);
            await _process.RunAsync(Encoding.UTF8.GetString(input)).ConfigureAwait(false);
        }
        catch (FuzzFailureException)
        {
            await DisposeAsync().ConfigureAwait(false); // it has ended, or is in a state that the next program is not to blame for
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _process = null;
        return ValueTask.CompletedTask;
    }
}
