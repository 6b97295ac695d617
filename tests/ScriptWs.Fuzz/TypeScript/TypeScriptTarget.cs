using System.Text;
using ScriptWs.Fuzz.Script;
using ScriptWs.Scripting;
using ScriptWs.TypeScript;

namespace ScriptWs.Fuzz.TypeScript;

/// <summary>
/// TypeScript, and what is left of it when it is broken. Whatever the text, its types are erased or it is refused with a place. What
/// stays keeps its place, and the time is in proportion to the length.
/// </summary>
internal sealed class TypeScriptTarget : IFuzzTarget
{
    /// <summary>What is put in the place of types.</summary>
    private const string Signs = " ;()";

    private readonly Grammar _grammar = new(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "TypeScript", "typescript.txt")));

    public string Name => "typescript/erasure";

    public byte[] Generate(Random random) =>
        Encoding.UTF8.GetBytes("export {};\n" + _grammar.Expand(random, "file").Replace('⏎', '\n').Replace('·', ' '));

    public Task RunAsync(byte[] input)
    {
        var source = Encoding.UTF8.GetString(input);
        var before = ThreadTime.Used;
        var erased = TypeEraser.Erase(source, out var problem);
        var time = ThreadTime.Used - before;
        if (time > MaxTime(source.Length)) throw new FuzzFailureException($"it took {time.TotalMilliseconds:0} ms of processor time");

        if (erased is null == problem is null) throw new FuzzFailureException("the source is neither erased nor refused");
        if (problem is not null) CheckPlace(source, problem);
        else CheckCharacters(source, erased!);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>In processor time, which does not depend on what else the machine does. The first texts pay for the compiler.</summary>
    private static TimeSpan MaxTime(int length) => TimeSpan.FromSeconds(5 + (length / 1000.0));

    private static void CheckPlace(string source, TypeScriptProblem problem)
    {
        var lines = source.Count(c => c is '\n' or '\r' or '\u2028' or '\u2029') + 1;
        if (problem.Line < 1 || problem.Line > lines || problem.Column < 1 || problem.Column > source.Length + 1)
            throw new FuzzFailureException($"{problem.Line}:{problem.Column} is no place in the source");
    }

    private static void CheckCharacters(string source, string erased)
    {
        if (erased.Length != source.Length) throw new FuzzFailureException($"{source.Length} characters became {erased.Length}");
        for (var i = 0; i < source.Length; i++)
        {
            var isEndOfLine = source[i] is '\n' or '\r' or '\u2028' or '\u2029';
            if (erased[i] != source[i] && (isEndOfLine || !Signs.Contains(erased[i])))
                throw new FuzzFailureException($"character {i} was changed");
        }
    }
}
