using ScriptWs.Configuration;
using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>Reads the configuration of a server again, and knows the file as it was when it was last read.</summary>
internal sealed class ConfigurationReader(Func<ScriptWsOptions> read)
{
    private volatile Dictionary<string, FileStamp> _lastRead = [];
    private IReadOnlyList<string> _ownFiles = [];

    /// <summary>Reads options for the first time.</summary>
    /// <param name="readOptions">Reads them.</param>
    /// <param name="reader">Reads them again.</param>
    public static ScriptWsOptions ReadFirst(Func<ScriptWsOptions> readOptions, out ConfigurationReader reader)
    {
        ArgumentNullException.ThrowIfNull(readOptions);
        reader = new ConfigurationReader(readOptions);
        return reader.Read();
    }

    /// <summary>The file that the options came from, if they came from one.</summary>
    public string? File { get; private set; }

    public string DisplayName => File is null ? "the configuration" : Path.GetFileName(File);

    public IReadOnlyDictionary<string, FileStamp> LastRead => _lastRead;

    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public ScriptWsOptions Read()
    {
        // Its stamp first: what is written while it is read is then seen to have been written.
        var stamp = File is null ? null : FileStamp.Of(File);
        try
        {
            var options = read();
            if (File is null && options.File is not null) stamp = FileStamp.Of(options.File);
            File = options.File;
            // Users and keys in files of their own are read once more when they are taken over.
            _ownFiles = [.. AuthenticationFiles.PathsOf(options), .. options.SecretFiles];
            return options;
        }
        finally
        {
            var files = new Dictionary<string, FileStamp>(StringComparer.Ordinal);
            if (File is not null && stamp is not null) files[File] = stamp;
            foreach (var file in _ownFiles) files[file] = FileStamp.Of(file);
            _lastRead = files;
        }
    }
}
