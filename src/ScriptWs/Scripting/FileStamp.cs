using ScriptWs.Configuration;

namespace ScriptWs.Scripting;

/// <summary>Tells one state of a file from another without reading it.</summary>
/// <param name="RealPath">Where it lies, every link resolved.</param>
/// <param name="Length">Its bytes; -1 when it is not there.</param>
/// <param name="Written">When it was last written.</param>
internal readonly record struct FileStamp(string RealPath, long Length, long Written)
{
    /// <param name="path">A full path, which may lead through symbolic links.</param>
    public static FileStamp Of(string path)
    {
        if (SourceFiles.KeptStampOf(path) is { } kept) return new FileStamp(kept.RealPath, kept.Length, kept.Written);

        var real = ScriptPaths.ResolveLinks(path);
        try
        {
            var file = new FileInfo(real);
            return file.Exists ? new FileStamp(real, file.Length, file.LastWriteTimeUtc.Ticks) : new FileStamp(real, -1, 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new FileStamp(real, -1, 0);
        }
    }
}
