using Microsoft.Extensions.Logging;
using ScriptWs.Certificates;
using ScriptWs.Configuration;
using ScriptWs.Diagnostics;
using ScriptWs.Scripting;

namespace ScriptWs.Running;

/// <summary>
/// The files of what is live. They are kept for a process that replaces this one while the files on disk are broken. Any thread.
/// </summary>
/// <param name="configurationFile">The file that the options come from; <c>null</c> when they come from none.</param>
/// <param name="isOutdated">Whether the configuration file on disk was refused.</param>
/// <param name="log">Where files that other users may change are reported.</param>
internal sealed class LiveFiles(Func<string?> configurationFile, Func<bool> isOutdated, ILogger log)
{
    private readonly HashSet<string> _openFiles = new(StringComparer.Ordinal);
    private volatile Dictionary<string, byte[]> _configuration = [];

    /// <summary>Whether a previous configuration is live, because the file on disk was refused.</summary>
    public bool ConfigurationIsOutdated => isOutdated();

    /// <summary>The configuration is live as it was last read, with the files that it names.</summary>
    /// <param name="options">The configuration.</param>
    /// <param name="modules">The scripts that are live.</param>
    public void Remember(ScriptWsOptions options, IEnumerable<ScriptModule> modules)
    {
        WarnOfOpenFiles(options, modules);
        if (!SourceFiles.AreRemembered) return;

        _configuration = FilesOf(options)
            .Select(path => (Path: path, Content: SourceFiles.LastRead(path)))
            .Where(file => file.Content is not null)
            .ToDictionary(file => file.Path, file => file.Content!, StringComparer.Ordinal);
    }

    /// <returns><c>null</c> when files are not remembered, or are larger than 64 MiB together.</returns>
    public byte[]? Keep(IEnumerable<ScriptModule> modules)
    {
        if (!SourceFiles.AreRemembered) return null;

        var kept = new KeptFiles();
        foreach (var (path, content) in _configuration)
        {
            var stamp = FileStamp.Of(path);
            kept.Add(path, new KeptStamp(stamp.RealPath, content.Length, stamp.Written));
            kept.Add(stamp.RealPath, content);
        }

        foreach (var module in modules) module.AddTo(kept);
        return kept.ToBytes();
    }

    /// <summary>The configuration and the files that it names, scripts aside.</summary>
    private IEnumerable<string> FilesOf(ScriptWsOptions options)
    {
        var certificates = ServerIdentity.FilesOf(options.Tls, options.BaseDirectory);
        var secrets = AuthenticationFiles.PathsOf(options).Concat(options.SecretFiles);
        string?[] paths = [configurationFile(), .. secrets, .. certificates];
        return paths.OfType<string>().Select(Path.GetFullPath).Distinct();
    }

    /// <summary>Warns once of each file that any user of the machine may change, and with it what the server runs and who gets in.</summary>
    private void WarnOfOpenFiles(ScriptWsOptions options, IEnumerable<ScriptModule> modules)
    {
        var scripts = modules.SelectMany(module => module.Files.Values).Where(stamp => stamp.Length >= 0).Select(stamp => stamp.RealPath);
        foreach (var path in OpenFiles.Among(FilesOf(options).Select(path => ScriptPaths.ResolveLinks(path)).Concat(scripts)))
        {
            bool isNew;
            lock (_openFiles) isNew = _openFiles.Add(path);
            if (isNew) Log.FileIsOpen(log, path, path);
        }
    }
}
