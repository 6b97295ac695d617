using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using Jint;
using ScriptWs.Configuration;
using ScriptWs.Scripting.Packages;
using ScriptWs.TypeScript;

namespace ScriptWs.Scripting;

/// <summary>
/// A handler script and what it imports, read and parsed once and given to any number of engines; immutable but for the
/// imports, which are parsed when the first engine asks for them.
/// </summary>
internal sealed class ScriptModule
{
    /// <summary>The largest source file that is read.</summary>
    private const long MaxSourceSize = 8 << 20;

    /// <summary>The most files that one script may consist of.</summary>
    private const int MaxFiles = 5000;

    /// <summary>The most that its files may hold together, in characters.</summary>
    private const long MaxTotalSize = 64 << 20;

    /// <summary>The most files that are watched: those that were looked for and are not there count too.</summary>
    private const int MaxWatched = 4 * MaxFiles;

    /// <summary>The most imports whose file is remembered.</summary>
    private const int MaxResolved = 50_000;

    /// <summary>In the place of a file that is no module: it is refused before it would run.</summary>
    private static readonly Lazy<Prepared<Acornima.Ast.Module>> Nothing = new(() => Engine.PrepareModule("", ""));

    private readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Data> _data = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileStamp> _files = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Folder, string Specifier), string> _resolved = new();
    private readonly ImportResolver _imports;
    private long _size;

    private ScriptModule(string displayPath, string file, FileStamp stamp, int generation, ImportMap imports)
    {
        (DisplayPath, Generation) = (displayPath, generation);
        (Root, Entry) = (Path.GetDirectoryName(stamp.RealPath)!, Path.GetFileName(stamp.RealPath));
        DisplayRoot = displayPath[..^Path.GetFileName(displayPath).Length];
        _files[file] = stamp;
        _imports = new ImportResolver(Root, imports, Display, Note);
    }

    /// <summary>The path as server.json names it.</summary>
    public string DisplayPath { get; }

    /// <summary>The number of this version.</summary>
    public int Generation { get; }

    /// <summary>
    /// The files that it consists of, or would if they were there, as they were just before they were read; symbolic links not
    /// resolved.
    /// </summary>
    public IReadOnlyDictionary<string, FileStamp> Files => _files;

    /// <summary>The same for the same sources under the same names, once they are imported.</summary>
    public string Fingerprint => string.Join(
        '\n',
        _sources.Select(pair => $"{pair.Key} code {pair.Value.Hash}").Concat(_data.Select(pair => $"{pair.Key} data {pair.Value.Hash}")).Order(StringComparer.Ordinal));

    /// <summary>What was parsed so far, by path.</summary>
    public IEnumerable<(string Path, Acornima.Ast.Module Program)> Programs =>
        _sources.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value.Prepared.Program!));

    /// <summary>The folder that imports stay in, symbolic links resolved.</summary>
    public string Root { get; }

    /// <summary>The entry file, relative to the root.</summary>
    public string Entry { get; }

    private string DisplayRoot { get; }

    /// <summary>Finds the entry file, and reads nothing yet.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="displayPath">The path as the user wrote it, for messages.</param>
    /// <param name="generation">The number of this version.</param>
    /// <param name="imports">What is imported in the place of some specifiers.</param>
    public static ScriptModule Find(string file, string displayPath, int generation, ImportMap imports)
    {
        var full = Path.GetFullPath(file);
        return new ScriptModule(displayPath, full, FileStamp.Of(full), generation, imports);
    }

    /// <summary>Finds, reads and parses the entry file.</summary>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public static ScriptModule Load(string file, string? displayPath = null, ImportMap? imports = null)
    {
        var module = Find(file, displayPath ?? file, generation: 1, imports ?? ImportMap.Empty);
        module.Read();
        return module;
    }

    /// <summary>A script of the server's own, which is in no file and imports nothing.</summary>
    public static ScriptModule FromText(string name, string text)
    {
        var module = new ScriptModule(name, name, new FileStamp(name, -1, 0), generation: 1, ImportMap.Empty);
        module._sources[name] = new Source(Engine.PrepareModule(text, name), 0, null, null);
        return module;
    }

    /// <summary>Reads and parses the entry file and what it imports; <c>import()</c> follows when an engine asks for it.</summary>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public void Read()
    {
        RequireEntry();
        Prepare(Entry);
        ImportGraph.Read(this);
    }

    /// <exception cref="ScriptLoadException">There is no such file.</exception>
    public void RequireEntry()
    {
        if (!SourceFiles.Exists(Path.Combine(Root, Entry))) throw new ScriptLoadException($"{DisplayPath}: there is no such file.");
    }

    /// <summary>How a file under the root is named in messages.</summary>
    public string Display(string path) => DisplayRoot + path;

    /// <summary>The path under the root of what is named so in messages.</summary>
    public string PathOf(string display) =>
        display.StartsWith(DisplayRoot, StringComparison.Ordinal) ? display[DisplayRoot.Length..] : display;

    /// <summary>Finds what a file imports.</summary>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <returns>The imported file, relative to the root.</returns>
    /// <exception cref="ScriptLoadException">There is no such file, or it may not be imported.</exception>
    public string Resolve(string importer, string specifier)
    {
        var key = (Path.GetDirectoryName(importer) ?? "", specifier);
        if (_resolved.TryGetValue(key, out var resolved)) return resolved;

        // Its stamp first: a file that comes a moment later is then seen to have come.
        if (ScriptPaths.IsRelative(specifier) && ScriptPaths.Wanted(Root, importer, specifier) is { } wanted) Note(wanted);
        try
        {
            var found = _imports.Resolve(importer, specifier);
            if (_resolved.Count < MaxResolved) _resolved[key] = found;
            return found;
        }
        catch (ScriptLoadException e)
        {
            throw Refused(importer, specifier, e.Message);
        }
    }

    /// <summary>The same, where an import that leads nowhere is no error.</summary>
    public string? TryResolve(string importer, string specifier)
    {
        try
        {
            return Resolve(importer, specifier);
        }
        catch (ScriptLoadException)
        {
            return null;
        }
    }

    /// <summary>An import that is refused, with its place.</summary>
    public ScriptLoadException Refused(string importer, string specifier, string problem)
    {
        var place = _sources.TryGetValue(importer, out var source) ? ImportPlace.Of(source.Prepared.Program!, specifier) : null;
        return new ScriptLoadException($"{place ?? Display(importer)}: {problem}{(problem.EndsWith('?') ? "" : ".")}");
    }

    /// <summary>Requires that what a package gives is a module.</summary>
    /// <param name="importer">The importing file, relative to the root.</param>
    /// <param name="specifier">What the script wrote.</param>
    /// <param name="path">The file that it means.</param>
    /// <exception cref="ScriptLoadException">It is CommonJS, or cannot be read or parsed.</exception>
    public void RequireModule(string importer, string specifier, string path)
    {
        if (!PackageFolders.IsInPackage(path)) return;

        Prepare(path);
        if (_sources[path].CommonJsMark is { } mark)
            throw Refused(importer, specifier, _imports.DescribeCommonJs(importer, specifier, path, mark));
    }

    private void Note(string file)
    {
        if (_files.Count < MaxWatched && !_files.ContainsKey(file)) _files.TryAdd(file, FileStamp.Of(file));
    }

    /// <summary>Parses a file, or takes it as parsed before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public Prepared<Acornima.Ast.Module> Prepare(string path)
    {
        if (_sources.TryGetValue(path, out var source)) return source.Prepared;
        RequireRoom();
        return _sources.GetOrAdd(path, Parse(path)).Prepared;
    }

    /// <summary>Reads a file as text, or takes it as read before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read.</exception>
    public string ReadText(string path)
    {
        if (_data.TryGetValue(path, out var data)) return data.Text;

        RequireRoom();
        var text = ReadFile(path);
        return _data.GetOrAdd(path, new Data(text, HashOf(text))).Text;
    }

    /// <summary>Reads a file that is JSON, or takes it as read before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read, or is not JSON.</exception>
    public string ReadJson(string path)
    {
        var text = ReadText(path);
        return JsonSyntax.Problem(text) is { } problem ? throw new ScriptLoadException($"{Display(path)}:{problem}") : text;
    }

    private void RequireRoom()
    {
        if (_sources.Count + _data.Count >= MaxFiles)
            throw new ScriptLoadException($"{DisplayPath}: the script imports more than {MaxFiles} files.");
    }

    /// <summary>Adds its files as they were read.</summary>
    public void AddTo(KeptFiles kept)
    {
        foreach (var (path, stamp) in _files) kept.Add(path, new KeptStamp(stamp.RealPath, stamp.Length, stamp.Written));
        foreach (var (path, source) in _sources)
        {
            if (source.Text is { } text) kept.Add(Path.Combine(Root, path), Encoding.UTF8.GetBytes(text));
        }

        foreach (var (path, text) in _imports.PackageTexts) kept.Add(path, Encoding.UTF8.GetBytes(text));
        foreach (var (path, data) in _data) kept.Add(Path.Combine(Root, path), Encoding.UTF8.GetBytes(data.Text));
    }

    private Source Parse(string path)
    {
        var text = ReadFile(path);
        var kept = SourceFiles.AreRemembered ? text : null;
        var isInPackage = PackageFolders.IsInPackage(path);
        var source = SourceLanguage.IsTypeScript(path) ? WithoutTypes(path, text) : isInPackage ? PackageEnvironment.Fill(text) : text;
        try
        {
            var prepared = Suspensions.Prepare(source, Display(path));
            return new Source(prepared, HashOf(text), kept, isInPackage ? CommonJs.MarkIn(path, text, prepared.Program) : null);
        }
        catch (Exception e) when (e is ScriptPreparationException or InsufficientExecutionStackException)
        {
            if (isInPackage && CommonJs.MarkIn(path, text, null) is { } mark) return new Source(Nothing.Value, HashOf(text), kept, mark);
            throw new ScriptLoadException(ScriptErrors.DescribeSyntax(Display(path), e), e);
        }
    }

    private string WithoutTypes(string path, string text) =>
        TypeEraser.Erase(text, out var problem) ?? throw new ScriptLoadException(problem!.Describe(Display(path)));

    private string ReadFile(string path)
    {
        try
        {
            var file = Path.Combine(Root, path);
            if (SourceFiles.LengthOf(file) > MaxSourceSize)
                throw new ScriptLoadException($"{Display(path)}: the file is larger than {MaxSourceSize >> 20} MiB.");

            var text = SourceFiles.ReadAllText(file);
            if (Interlocked.Add(ref _size, text.Length) > MaxTotalSize)
            {
                throw new ScriptLoadException(
                    $"{DisplayPath}: the files that the script imports are larger than {MaxTotalSize >> 20} MiB together.");
            }

            return text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptLoadException($"{Display(path)}: the file cannot be read.", e);
        }
    }

    private static ulong HashOf(string text) => ContentHash.Of(MemoryMarshal.AsBytes(text.AsSpan()));

    private sealed record Source(Prepared<Acornima.Ast.Module> Prepared, ulong Hash, string? Text, string? CommonJsMark);

    private sealed record Data(string Text, ulong Hash);
}
