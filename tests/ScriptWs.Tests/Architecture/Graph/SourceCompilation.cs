using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>The sources of one project, as the compiler that builds it understands them. What its generators add is missing.</summary>
internal sealed class SourceCompilation
{
    private static readonly CSharpParseOptions Syntax = new(LanguageVersion.Latest, DocumentationMode.None);

    // Without analysis of nulls, which finds no types.
    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);

    // Everything that the tests run with, but for our own assemblies: those come from their sources.
    private static readonly Lazy<MetadataReference[]> Libraries = new(() =>
    [
        .. from path in ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
           let name = Path.GetFileName(path)
           where !name.StartsWith("ScriptWs.", StringComparison.Ordinal)
           where !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
           select MetadataReference.CreateFromFile(path),
    ]);

    private readonly CSharpCompilation _compilation;

    private SourceCompilation(CSharpCompilation compilation) => _compilation = compilation;

    public IEnumerable<SyntaxTree> Trees => _compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);

    public static SourceCompilation Of(SourceProject project, IEnumerable<SourceCompilation> referenced)
    {
        var files = project.Files.AsParallel().AsOrdered().Select(path => Parse(path, File.ReadAllText(Repository.PathOf(path))));
        return new(CSharpCompilation.Create(
            project.AssemblyName,
            [.. files, Parse("", project.GlobalUsings)],
            [.. Libraries.Value, .. referenced.Select(other => other._compilation.ToMetadataReference())],
            Options));
    }

    /// <summary>The same, with a file that exists for a test only.</summary>
    public (SourceCompilation Compilation, SyntaxTree Added) With(string path, string text)
    {
        var added = Parse(path, text);
        return (new(_compilation.AddSyntaxTrees(added)), added);
    }

    public SemanticModel MeaningOf(SyntaxTree tree) => _compilation.GetSemanticModel(tree);

    private static SyntaxTree Parse(string path, string text) => CSharpSyntaxTree.ParseText(text, Syntax, path);
}
