using System.Text;
using Jint;
using ScriptWs.Fuzz;

namespace ScriptWs.Tests.Fuzz;

/// <summary>Programs that are generated are programs: those that do not load would try nothing.</summary>
public sealed class ProgramGrammarTests
{
    [Fact]
    public async Task Program_OfTheGrammar_IsOne()
    {
        await using var target = await FuzzTargets.CreateAsync("script/programs");
        var random = new Random(20261130);
        var failures = new List<string>();
        for (var i = 0; i < 2000; i++)
        {
            var program = Encoding.UTF8.GetString(i % 2 == 0 ? target.Generate(random) : target.Mutate(random, target.Generate(random)));
            try
            {
                Engine.PrepareModule($"export function onStart() {{\n{program}\n}}");
            }
            catch (ScriptPreparationException e)
            {
                failures.Add($"{e.InnerException?.Message}: {program}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }
}
