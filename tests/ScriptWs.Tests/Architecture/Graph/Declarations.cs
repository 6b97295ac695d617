using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>The types that files declare at the top level.</summary>
internal static class Declarations
{
    /// <summary>Adds what a file declares to the types, and joins the parts of one type.</summary>
    public static void Add(SourceProject project, SyntaxTree tree, Dictionary<string, OurType> types)
    {
        foreach (var declaration in In(tree))
        {
            var key = $"{project.AssemblyName}:{NamespaceOf(declaration)}{WithArity(NameOf(declaration), ArityOf(declaration))}";
            if (!types.TryGetValue(key, out var type))
                types.Add(key, type = new OurType(project.Name, NameOf(declaration)));
            var lines = declaration.GetLocation().GetLineSpan();
            type.Files.Add(tree.FilePath);
            type.Lines += lines.EndLinePosition.Line - lines.StartLinePosition.Line + 1;
        }
    }

    /// <summary>Top-level statements count as declarations of the type that the compiler makes of them.</summary>
    public static IEnumerable<MemberDeclarationSyntax> In(SyntaxTree tree) =>
        from node in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        where node is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or GlobalStatementSyntax
        select (MemberDeclarationSyntax)node;

    /// <summary>The key of the type that a symbol stands for.</summary>
    public static string KeyOf(INamedTypeSymbol symbol)
    {
        var space = symbol.ContainingNamespace is { IsGlobalNamespace: false } named ? $"{named.ToDisplayString()}." : "";
        return $"{symbol.ContainingAssembly?.Name}:{space}{WithArity(symbol.Name, symbol.Arity)}";
    }

    private static string NamespaceOf(MemberDeclarationSyntax declaration) => string.Concat(
        declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => $"{space.Name}."));

    private static string NameOf(MemberDeclarationSyntax declaration) => declaration switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        _ => "Program",
    };

    private static int ArityOf(MemberDeclarationSyntax declaration) => declaration switch
    {
        TypeDeclarationSyntax type => type.TypeParameterList?.Parameters.Count ?? 0,
        DelegateDeclarationSyntax type => type.TypeParameterList?.Parameters.Count ?? 0,
        _ => 0,
    };

    private static string WithArity(string name, int arity) => arity == 0 ? name : $"{name}`{arity}";
}
