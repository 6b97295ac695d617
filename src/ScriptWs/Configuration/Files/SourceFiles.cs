using System.Collections.Concurrent;

namespace ScriptWs.Configuration;

/// <summary>
/// The files that a server is made of: those on disk or, while a process starts from what another kept, those. Any thread.
/// </summary>
internal static class SourceFiles
{
    /// <summary>Whether kept files are read in place of those on disk.</summary>
    public static bool AreKept => Kept is not null;

    /// <summary>Whether what is read is remembered, for <see cref="LastRead"/>.</summary>
    public static bool AreRemembered => Remembered is not null;

    /// <summary>Remembers what is read from now on.</summary>
    public static void Remember() => Remembered ??= new(StringComparer.Ordinal);

    /// <summary>Reads these files in place of those on disk, until the answer is disposed.</summary>
    public static IDisposable Instead(KeptFiles kept)
    {
        Kept = kept;
        return new End();
    }

    /// <returns><c>null</c> when a file is the one on disk.</returns>
    public static KeptStamp? KeptStampOf(string path) => Kept?.StampOf(Path.GetFullPath(path));

    /// <returns><c>null</c> when a file is the one on disk, or what it held was not kept.</returns>
    public static byte[]? KeptContentOf(string path) => Kept?.ContentOf(Path.GetFullPath(path));

    public static bool Exists(string path) => KeptStampOf(path) is { } kept ? kept.Length >= 0 : File.Exists(path);

    /// <returns>-1 when it is not there.</returns>
    public static long LengthOf(string path) =>
        KeptStampOf(path) is { } kept ? kept.Length : new FileInfo(path) is { Exists: true } file ? file.Length : -1;

    public static byte[] ReadAllBytes(string path)
    {
        var full = Path.GetFullPath(path);
        var bytes = Kept?.ContentOf(full) ?? File.ReadAllBytes(path);
        if (Remembered is { } read) read[full] = bytes;
        return bytes;
    }

    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(Kept?.ContentOf(Path.GetFullPath(path)) ?? File.ReadAllBytes(path)));
        return reader.ReadToEnd();
    }

    /// <summary>
    /// What a file held when <see cref="ReadAllBytes"/> read it last; <c>null</c> when it was not, or nothing is remembered.
    /// </summary>
    public static byte[]? LastRead(string path) => Remembered?.GetValueOrDefault(Path.GetFullPath(path));

    private static KeptFiles? Kept { get; set; }

    private static ConcurrentDictionary<string, byte[]>? Remembered { get; set; }

    private sealed class End : IDisposable
    {
        public void Dispose() => Kept = null;
    }
}
