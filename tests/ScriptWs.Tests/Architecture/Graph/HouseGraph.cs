namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>Which types of src/ name which, by the compiler's symbols: neither a relative name nor an alias hides a use.</summary>
internal sealed class HouseGraph
{
    private static readonly Lazy<HouseGraph> Shared = new(Read);

    private readonly Dictionary<string, OurType> _types = [];
    private readonly Dictionary<SourceProject, SourceCompilation> _compilations = [];
    private readonly List<string> _unresolved = [];

    /// <summary>The graph of the working copy. It is made once per run.</summary>
    public static HouseGraph Current => Shared.Value;

    public IReadOnlyCollection<OurType> Types => _types.Values;

    public IEnumerable<TypeUse> Uses => Types.SelectMany(type => type.Uses.Values);

    /// <summary>Places whose names mean nothing to the compiler. A use may hide behind one.</summary>
    public IReadOnlyCollection<string> Unresolved => _unresolved;

    public IEnumerable<OurType> TypesOf(string project) => Types.Where(type => type.Project == project);

    /// <summary>What a file would use if it were part of a project.</summary>
    public IReadOnlyCollection<TypeUse> UsesIn(string project, string path, string text)
    {
        var source = SourceProject.All.Single(each => each.Name == project);
        var (compilation, added) = _compilations[source].With(path, text);
        var types = new Dictionary<string, OurType>(_types);
        Declarations.Add(source, added, types);
        var uses = new FileUses(compilation.MeaningOf(added), types);
        Violations.None(uses.Unresolved);
        return uses.Types;
    }

    private static HouseGraph Read()
    {
        var graph = new HouseGraph();
        foreach (var project in SourceProject.All)
        {
            var compilation = SourceCompilation.Of(project, graph._compilations.Values);
            graph._compilations.Add(project, compilation);
            foreach (var tree in compilation.Trees)
                Declarations.Add(project, tree, graph._types);
        }
        foreach (var compilation in graph._compilations.Values)
        {
            var files = compilation.Trees.AsParallel().AsOrdered().Select(tree => new FileUses(compilation.MeaningOf(tree), graph._types));
            foreach (var file in files)
                graph.Add(file);
        }
        return graph;
    }

    private void Add(FileUses file)
    {
        foreach (var use in file.Types)
            use.User.Add(use);
        foreach (var use in file.Libraries)
            use.User.Add(use);
        foreach (var (type, count) in file.Fields)
            type.Fields = count;
        _unresolved.AddRange(file.Unresolved);
    }
}
