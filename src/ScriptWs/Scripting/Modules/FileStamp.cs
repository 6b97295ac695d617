using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>
/// Tells one state of a file from another. Its content counts: a file may be replaced by one of the same size and time. A class:
/// dictionaries of structs are code that is compiled at each start.
/// </summary>
/// <param name="RealPath">Where it lies, every link resolved.</param>
/// <param name="Length">Its bytes; -1 when it is not there.</param>
/// <param name="Written">When it was last written.</param>
/// <param name="Content">The <see cref="ContentHash"/> of what it holds; 0 when it is empty, too large or cannot be read.</param>
internal sealed record FileStamp(string RealPath, long Length, long Written, ulong Content = 0)
{
    /// <summary>The largest file whose content is looked at: no script or configuration is larger.</summary>
    private const long MaxHashed = 64 << 20;

    /// <param name="path">A full path, which may lead through symbolic links.</param>
    public static FileStamp Of(string path)
    {
        if (SourceFiles.KeptStampOf(path) is { } kept)
            return new FileStamp(kept.RealPath, kept.Length, kept.Written, Hash(SourceFiles.KeptContentOf(path)));

        var real = ScriptPaths.ResolveLinks(path);
        try
        {
            var file = new FileInfo(real);
            return file.Exists ? new FileStamp(real, file.Length, file.LastWriteTimeUtc.Ticks, Hash(file)) : new FileStamp(real, -1, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(real, -1, 0);
        }
    }

    private static ulong Hash(FileInfo file)
    {
        // A pipe has no length, and would be waited for.
        if (file.Length is 0 or > MaxHashed) return 0;

        try
        {
            using var stream = file.Open(FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return ContentHash.Of(stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private static ulong Hash(byte[]? content) => content is null or [] ? 0 : ContentHash.Of(content);

    /// <summary>Whether a file on disk is no longer as it was read.</summary>
    /// <param name="files">The files, as they were read.</param>
    public static bool HaveChanged(IReadOnlyDictionary<string, FileStamp> files) => files.Any(file => Of(file.Key) != file.Value);
}
