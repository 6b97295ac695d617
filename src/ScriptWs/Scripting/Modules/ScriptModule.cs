using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Jint;
using ScriptWs.Configuration;

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
    private const int MaxFiles = 1000;

    private readonly ConcurrentDictionary<string, Source> _sources = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Data> _data = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, FileStamp> _files = new(StringComparer.Ordinal);

    private ScriptModule(string displayPath, string file, FileStamp stamp, int generation)
    {
        (DisplayPath, Generation) = (displayPath, generation);
        (Root, Entry) = (Path.GetDirectoryName(stamp.RealPath)!, Path.GetFileName(stamp.RealPath));
        DisplayRoot = displayPath[..^Path.GetFileName(displayPath).Length];
        _files[file] = stamp;
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
    public static ScriptModule Find(string file, string displayPath, int generation)
    {
        var full = Path.GetFullPath(file);
        return new ScriptModule(displayPath, full, FileStamp.Of(full), generation);
    }

    /// <summary>Finds, reads and parses the entry file.</summary>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public static ScriptModule Load(string file, string? displayPath = null)
    {
        var module = Find(file, displayPath ?? file, generation: 1);
        module.Read();
        return module;
    }

    /// <summary>A script of the server's own, which is in no file and imports nothing.</summary>
    public static ScriptModule FromText(string name, string text)
    {
        var module = new ScriptModule(name, name, new FileStamp(name, -1, 0), generation: 1);
        module._sources[name] = new Source(Engine.PrepareModule(text, name), "", null);
        return module;
    }

    /// <summary>Reads and parses the entry file; what it imports follows when an engine asks for it.</summary>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public void Read()
    {
        if (!SourceFiles.Exists(Path.Combine(Root, Entry))) throw new ScriptLoadException($"{DisplayPath}: there is no such file.");
        Prepare(Entry);
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
        // Its stamp first: a file that comes a moment later is then seen to have come.
        if (ScriptPaths.Wanted(Root, importer, specifier) is { } wanted && _files.Count < MaxFiles)
            _files.TryAdd(wanted, FileStamp.Of(wanted));
        return ScriptPaths.Resolve(Root, importer, specifier, out var problem) ?? throw new ScriptLoadException($"{Display(importer)}: {problem}{(problem.EndsWith('?') ? "" : ".")}");
    }

    /// <summary>Parses a file, or takes it as parsed before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public Prepared<Acornima.Ast.Module> Prepare(string path)
    {
        if (_sources.TryGetValue(path, out var known)) return known.Prepared;
        RequireRoom();
        return _sources.GetOrAdd(path, Parse(path)).Prepared;
    }

    /// <summary>Reads a file as text, or takes it as read before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read.</exception>
    public string ReadText(string path)
    {
        if (_data.TryGetValue(path, out var known)) return known.Text;

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

        foreach (var (path, data) in _data) kept.Add(Path.Combine(Root, path), Encoding.UTF8.GetBytes(data.Text));
    }

    private Source Parse(string path)
    {
        try
        {
            var text = ReadFile(path);
            return new Source(Suspensions.Prepare(text, Display(path)), HashOf(text), SourceFiles.AreRemembered ? text : null);
        }
        catch (Exception e) when (e is ScriptPreparationException or InsufficientExecutionStackException)
        {
            throw new ScriptLoadException(ScriptErrors.DescribeSyntax(Display(path), e), e);
        }
    }

    private string ReadFile(string path)
    {
        try
        {
            var file = Path.Combine(Root, path);
            if (SourceFiles.LengthOf(file) > MaxSourceSize)
                throw new ScriptLoadException($"{Display(path)}: the file is larger than {MaxSourceSize >> 20} MiB.");

            return SourceFiles.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptLoadException($"{Display(path)}: the file cannot be read.", e);
        }
    }

    private static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())));

    private sealed record Source(Prepared<Acornima.Ast.Module> Prepared, string Hash, string? Text);

    private sealed record Data(string Text, string Hash);
}
