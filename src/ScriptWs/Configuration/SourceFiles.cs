using System.Collections.Concurrent;

namespace ScriptWs.Configuration;

/// <summary>
/// The files that a server is made of: those on disk or, while a process starts from what another kept, those. Any thread.
/// </summary>
internal static class SourceFiles
{
    private static volatile KeptFiles? _instead;
    private static volatile ConcurrentDictionary<string, byte[]>? _lastRead;

    /// <summary>Whether what is read is remembered, for <see cref="LastRead"/>.</summary>
    public static bool AreRemembered => _lastRead is not null;

    /// <summary>Remembers what is read from now on.</summary>
    public static void Remember() => _lastRead ??= new(StringComparer.Ordinal);

    /// <summary>Reads these files in place of those on disk, until the answer is disposed.</summary>
    public static IDisposable Instead(KeptFiles kept)
    {
        _instead = kept;
        return new End();
    }

    /// <returns><c>null</c> when a file is the one on disk.</returns>
    public static KeptStamp? KeptStampOf(string path) => _instead?.StampOf(Path.GetFullPath(path));

    /// <returns><c>null</c> when a file is the one on disk, or what it held was not kept.</returns>
    public static byte[]? KeptContentOf(string path) => _instead?.ContentOf(Path.GetFullPath(path));

    public static bool Exists(string path) => KeptStampOf(path) is { } kept ? kept.Length >= 0 : File.Exists(path);

    /// <returns>-1 when it is not there.</returns>
    public static long LengthOf(string path) =>
        KeptStampOf(path) is { } kept ? kept.Length : new FileInfo(path) is { Exists: true } file ? file.Length : -1;

    public static byte[] ReadAllBytes(string path)
    {
        var full = Path.GetFullPath(path);
        var bytes = _instead?.ContentOf(full) ?? File.ReadAllBytes(path);
        if (_lastRead is { } read) read[full] = bytes;
        return bytes;
    }

    public static string ReadAllText(string path)
    {
        using var reader = new StreamReader(new MemoryStream(_instead?.ContentOf(Path.GetFullPath(path)) ?? File.ReadAllBytes(path)));
        return reader.ReadToEnd();
    }

    /// <summary>What a file held when <see cref="ReadAllBytes"/> read it last; <c>null</c> when it was not, or nothing is remembered.</summary>
    public static byte[]? LastRead(string path) => _lastRead?.GetValueOrDefault(Path.GetFullPath(path));

    private sealed class End : IDisposable
    {
        public void Dispose() => _instead = null;
    }
}
