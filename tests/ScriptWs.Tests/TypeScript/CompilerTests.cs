using System.Text;
using System.Text.RegularExpressions;
using ScriptWs.Fuzz;
using ScriptWs.TypeScript;

namespace ScriptWs.Tests.TypeScript;

/// <summary>The TypeScript compiler's own output, compared with sources whose types are erased.</summary>
public sealed partial class CompilerTests
{
    private const int Sources = 1000;

    private const string Options = """
        { "compilerOptions": {
          "target": "esnext", "module": "esnext", "moduleResolution": "bundler", "verbatimModuleSyntax": true, "noCheck": true,
          "outDir": "out", "rootDir": "in", "types": [], "noResolve": true }, "include": ["in/*.ts"] }
        """;

    [Fact]
    public async Task Erase_OfGeneratedSources_DoesWhatTheCompilerDoes()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "in"));
        folder.Write("tsconfig.json", Options);
        await using var target = await FuzzTargets.CreateAsync("typescript/erasure");
        var random = new Random(20261130);
        var sources = Enumerable.Range(0, Sources).ToDictionary(i => $"s{i}", _ => Encoding.UTF8.GetString(target.Generate(random)));
        sources["all"] = File.ReadAllText(Corpus.FilesOf("typescript/erasure").First(file => Path.GetFileName(file) == "everything.ts"));
        foreach (var (name, source) in sources) folder.Write($"in/{name}.ts", source);

        var (_, output) = await NodeTools.RunTypeScriptAsync(folder.Path, "-p", ".");

        var refused = Places().Matches(output).Select(match => match.Groups[1].Value).ToHashSet();
        var differences = new List<string>();
        var compared = 0;
        foreach (var (name, source) in sources.Where(source => !refused.Contains(source.Key)))
        {
            // The grammar declares names twice; the compiler does not mind.
            if (SourceShape.Of(File.ReadAllText(Path.Combine(folder.Path, "out", $"{name}.js"))) is not { } compiled) continue;

            compared++;
            var erased = TypeEraser.Erase(source, out var problem);
            if (erased is null || SourceShape.Of(erased) != compiled)
                differences.Add($"{problem?.Describe(name) ?? "It does something else"}:\n{source}");
        }

        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
        Assert.True(compared > Sources / 3, $"{compared} of {Sources} sources were compared:\n{output}");
        Assert.DoesNotContain("all", refused);
    }

    [GeneratedRegex(@"^in/(\w+)\.ts\(", RegexOptions.Multiline)]
    private static partial Regex Places();
}
