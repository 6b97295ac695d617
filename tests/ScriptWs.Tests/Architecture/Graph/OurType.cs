namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>A type of src/: its partial files are joined, its nested types are counted with it.</summary>
internal sealed class OurType(string project, string name)
{
    private readonly Dictionary<OurType, TypeUse> _uses = [];
    private readonly Dictionary<(string File, string Library), LibraryUse> _libraries = [];

    public string Project { get; } = project;

    public string Name { get; } = name;

    /// <summary>The files that declare it, from the repository's root.</summary>
    public List<string> Files { get; } = [];

    /// <summary>The lines of its declarations, over all its files.</summary>
    public int Lines { get; set; }

    /// <summary>What one object of it holds.</summary>
    public int Fields { get; set; }

    /// <summary>Every other type of ours that it names, with one of the places.</summary>
    public IReadOnlyDictionary<OurType, TypeUse> Uses => _uses;

    /// <summary>The libraries that it names, with one place per file.</summary>
    public IEnumerable<LibraryUse> Libraries => _libraries.Values;

    /// <summary>The top-level folder of its project, or <c>root</c>.</summary>
    public string Folder => Files[0].Split('/') is { Length: > 3 } parts ? parts[2] : FolderTable.Root;

    /// <summary>Its folders and its name: <c>ScriptWs/Connections/Outbound/Cork</c>.</summary>
    public string Place => $"{Files[0]["src/".Length..Files[0].LastIndexOf('/')]}/{Name}";

    /// <summary>Keeps a use. One of internals says more than one of public API.</summary>
    public void Add(TypeUse use)
    {
        if (!_uses.TryGetValue(use.Used, out var known) || (use.IsInternal && !known.IsInternal))
            _uses[use.Used] = use;
    }

    public void Add(LibraryUse use) => _libraries.TryAdd((use.File, use.Library), use);

    public override string ToString() => Place;
}
