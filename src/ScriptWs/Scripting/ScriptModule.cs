using System.Collections.Concurrent;
using Jint;

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

    private readonly ConcurrentDictionary<string, Prepared<Acornima.Ast.Module>> _prepared = new(StringComparer.Ordinal);

    private ScriptModule(string displayPath, string root, string entry)
    {
        (DisplayPath, Root, Entry) = (displayPath, root, entry);
        DisplayRoot = displayPath[..^entry.Length];
    }

    /// <summary>The path as server.json names it.</summary>
    public string DisplayPath { get; }

    /// <summary>The number of this version.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The folder that imports stay in, symbolic links resolved.</summary>
    public string Root { get; }

    /// <summary>The entry file, relative to the root.</summary>
    public string Entry { get; }

    private string DisplayRoot { get; }

    /// <summary>Reads and parses the entry file.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="displayPath">The path as the user wrote it, for messages.</param>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public static ScriptModule Load(string file, string? displayPath = null)
    {
        displayPath ??= file;
        var resolved = ScriptPaths.ResolveLinks(Path.GetFullPath(file));
        if (!File.Exists(resolved)) throw new ScriptLoadException($"{displayPath}: there is no such file.");

        var module = new ScriptModule(displayPath, Path.GetDirectoryName(resolved)!, Path.GetFileName(displayPath));
        module.Prepare(module.Entry);
        return module;
    }

    /// <summary>How a file under the root is named in messages.</summary>
    public string Display(string path) => DisplayRoot + path;

    /// <summary>Parses a file, or takes it as parsed before.</summary>
    /// <param name="path">Relative to the root, with forward slashes.</param>
    /// <exception cref="ScriptLoadException">It cannot be read or parsed.</exception>
    public Prepared<Acornima.Ast.Module> Prepare(string path)
    {
        if (_prepared.TryGetValue(path, out var known)) return known;
        if (_prepared.Count >= MaxFiles) throw new ScriptLoadException($"{DisplayPath}: the script imports more than {MaxFiles} files.");

        return _prepared.GetOrAdd(path, Parse(path));
    }

    private Prepared<Acornima.Ast.Module> Parse(string path)
    {
        try
        {
            var file = new FileInfo(Path.Combine(Root, path));
            if (file.Length > MaxSourceSize) throw new ScriptLoadException($"{Display(path)}: the file is larger than {MaxSourceSize >> 20} MiB.");

            return Engine.PrepareModule(File.ReadAllText(file.FullName), Display(path));
        }
        catch (Exception e) when (e is ScriptPreparationException or InsufficientExecutionStackException)
        {
            throw new ScriptLoadException(ScriptErrors.DescribeSyntax(Display(path), e), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScriptLoadException($"{Display(path)}: the file cannot be read.", e);
        }
    }
}
