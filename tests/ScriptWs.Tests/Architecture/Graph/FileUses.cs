using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>What the names in one file mean: types of ours, types of libraries, or nothing.</summary>
internal sealed class FileUses
{
    private readonly SemanticModel _model;
    private readonly IReadOnlyDictionary<string, OurType> _types;
    private readonly Dictionary<INamedTypeSymbol, OurType?> _known = new(SymbolEqualityComparer.Default);

    public FileUses(SemanticModel model, IReadOnlyDictionary<string, OurType> types)
    {
        (_model, _types) = (model, types);
        foreach (var (index, declaration) in Declarations.In(model.SyntaxTree).Index())
            Read(declaration, index == 0 ? ImportedTypes() : []);
    }

    public List<TypeUse> Types { get; } = [];

    public List<LibraryUse> Libraries { get; } = [];

    /// <summary>Places whose names mean nothing to the compiler. A use may hide behind one.</summary>
    public List<string> Unresolved { get; } = [];

    /// <summary>What one object of each type holds: its fields, automatic properties and events.</summary>
    public List<(OurType Type, int Count)> Fields { get; } = [];

    private void Read(MemberDeclarationSyntax declaration, IEnumerable<SyntaxNode> imported)
    {
        var symbol = declaration is GlobalStatementSyntax
            ? _model.GetEnclosingSymbol(declaration.SpanStart)!.ContainingType
            : (INamedTypeSymbol)_model.GetDeclaredSymbol(declaration)!;
        var user = Find(symbol)!;
        Fields.Add((user, symbol.GetMembers().OfType<IFieldSymbol>().Count(field => field is { IsConst: false, IsStatic: false })));
        foreach (var node in declaration.DescendantNodes().Concat(imported))
        {
            if (node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)
                Read(user, node);
        }
    }

    private void Read(OurType user, SyntaxNode node)
    {
        var info = _model.GetSymbolInfo(node);
        // Candidates: the overloads in nameof, for example.
        IReadOnlyList<ISymbol> symbols = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        if (symbols.Count == 0 && !IsWordOfTheLanguage(node))
            Unresolved.Add($"{user.Files[0]}:{LineOf(node)}: {node} means nothing to the compiler");
        foreach (var meant in symbols)
        {
            if (TypeOf(meant) is not { } type)
                continue;
            if (Find(type) is not { } used)
                Libraries.Add(new(user, type.ContainingAssembly?.Name ?? "", _model.SyntaxTree.FilePath, LineOf(node)));
            else if (used != user)
                Types.Add(new(user, used, _model.SyntaxTree.FilePath, LineOf(node), !IsPublic(meant)));
        }
    }

    private OurType? Find(INamedTypeSymbol symbol)
    {
        if (!_known.TryGetValue(symbol, out var type))
            _known.Add(symbol, type = _types.GetValueOrDefault(Declarations.KeyOf(symbol)));
        return type;
    }

    private static INamedTypeSymbol? TypeOf(ISymbol symbol)
    {
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IAliasSymbol { Target: INamedTypeSymbol target } => target,
            IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
            ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or INamespaceSymbol => null,
            _ => symbol.ContainingType,
        };
        while (type?.ContainingType is { } outer)
            type = outer;
        return type?.OriginalDefinition;
    }

    private static bool IsPublic(ISymbol symbol)
    {
        for (var part = symbol; part is not (null or INamespaceSymbol); part = part.ContainingSymbol)
        {
            if (part.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal)
                return false;
        }
        return true;
    }

    // Directives that name a type count for the first type of their file; one that names a namespace uses nothing.
    private IEnumerable<SyntaxNode> ImportedTypes() =>
        from import in _model.SyntaxTree.GetCompilationUnitRoot().Usings
        where import.Alias is not null || import.StaticKeyword != default
        from name in import.NamespaceOrType.DescendantNodesAndSelf()
        select name;

    private static bool IsWordOfTheLanguage(SyntaxNode node) =>
        node is IdentifierNameSyntax { Identifier.Text: "var" or "_" or "nameof" or "dynamic" or "notnull" or "unmanaged" };

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
