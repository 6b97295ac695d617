using ScriptWs.Certificates;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting;

namespace ScriptWs;

/// <summary>What is live, kept for a process that starts in the place of this one while the files on disk are broken.</summary>
public sealed partial class ScriptWsServer
{
    private readonly HashSet<string> _openFiles = new(StringComparer.Ordinal);
    private volatile Dictionary<string, byte[]> _liveConfiguration = [];

    /// <summary>Remembers files as they are read from now on, so that <see cref="Keep"/> has them. Call it before the first server is made.</summary>
    public static void RememberFiles() => SourceFiles.Remember();

    /// <summary>Reads these files in place of those on disk, in the whole process, until the answer is disposed: wrap only the start of a server in it.</summary>
    /// <param name="kept">What <see cref="Keep"/> returned, in another process too.</param>
    public static IDisposable UseKept(byte[] kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return SourceFiles.Instead(KeptFiles.Of(kept));
    }

    /// <summary>
    /// The files of what is live: the configuration, the users file, the key set and the certificates that it names, scripts and what they
    /// import. Not the static folders. It holds secrets if they do: keep it in memory only.
    /// </summary>
    /// <returns><c>null</c> when nothing is live or remembered, or the files are larger than 64 MiB together.</returns>
    public byte[]? Keep()
    {
        if (_running is not { } running || !SourceFiles.AreRemembered) return null;

        var kept = new KeptFiles();
        foreach (var (path, content) in _liveConfiguration)
        {
            var stamp = FileStamp.Of(path);
            kept.Add(path, new KeptStamp(stamp.RealPath, content.Length, stamp.Written));
            kept.Add(stamp.RealPath, content);
        }

        foreach (var module in running.Modules) module.AddTo(kept);
        return kept.ToBytes();
    }

    /// <summary>The configuration and the files that it names, scripts aside.</summary>
    private IEnumerable<string> ConfigurationFiles
    {
        get
        {
            var options = _options;
            string?[] paths = [_reader?.File, .. AuthenticationFiles.PathsOf(options), .. ServerIdentity.FilesOf(options.Tls, options.BaseDirectory)];
            return paths.OfType<string>().Select(Path.GetFullPath).Distinct();
        }
    }

    /// <summary>Warns of each file once that any user of the machine may change: whoever does decides what the server runs, and who comes in.</summary>
    private void WarnOfOpenFiles()
    {
        var scripts = _running?.Modules.SelectMany(module => module.Files.Values).Where(stamp => stamp.Length >= 0).Select(stamp => stamp.RealPath) ?? [];
        foreach (var path in OpenFiles.Among(ConfigurationFiles.Select(path => ScriptPaths.ResolveLinks(path)).Concat(scripts)))
        {
            bool isNew;
            lock (_openFiles) isNew = _openFiles.Add(path);
            if (isNew) Log.FileIsOpen(_log, path, path);
        }
    }

    /// <summary>The configuration as it was read last is live, with the files that it names.</summary>
    internal void RememberConfiguration()
    {
        WarnOfOpenFiles();
        if (!SourceFiles.AreRemembered) return;

        _liveConfiguration = ConfigurationFiles
            .Select(path => (Path: path, Content: SourceFiles.LastRead(path)))
            .Where(file => file.Content is not null)
            .ToDictionary(file => file.Path, file => file.Content!, StringComparer.Ordinal);
    }
}
