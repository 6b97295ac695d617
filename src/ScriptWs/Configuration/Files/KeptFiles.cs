using System.Text;

namespace ScriptWs.Configuration;

/// <summary>
/// The files of everything that is live, as they were when it went live: the configuration, its users, keys and certificates, scripts
/// and what they import. Another process can start from them when the files on disk have been broken since. Immutable once it is used.
/// </summary>
internal sealed class KeptFiles
{
    /// <summary>The most bytes that are kept.</summary>
    public const int MaxSize = 64 << 20;

    private readonly Dictionary<string, KeptStamp> _stamps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    /// <summary>Adds a file.</summary>
    /// <param name="path">Its whole path, links not resolved.</param>
    /// <param name="stamp">What it was.</param>
    public void Add(string path, KeptStamp stamp) => _stamps[path] = stamp;

    /// <summary>Adds what a file holds.</summary>
    /// <param name="realPath">Its path, links resolved.</param>
    /// <param name="content">The content.</param>
    public void Add(string realPath, byte[] content) => _contents[realPath] = content;

    public KeptStamp? StampOf(string path) =>
        _stamps.TryGetValue(path, out var stamp) ? stamp
        : _contents.TryGetValue(path, out var content) ? new KeptStamp(path, content.Length, 0)
        : null;

    /// <returns><c>null</c> when this file is not among them.</returns>
    public byte[]? ContentOf(string path) => StampOf(path) is { } stamp ? _contents.GetValueOrDefault(stamp.RealPath) : null;

    /// <returns><c>null</c> when it is larger than <see cref="MaxSize"/>.</returns>
    public byte[]? ToBytes()
    {
        if (_contents.Values.Sum(content => (long)content.Length) > MaxSize) return null;

        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write(_stamps.Count);
            foreach (var (path, stamp) in _stamps)
            {
                writer.Write(path);
                writer.Write(stamp.RealPath);
                writer.Write(stamp.Length);
                writer.Write(stamp.Written);
            }

            writer.Write(_contents.Count);
            foreach (var (path, content) in _contents)
            {
                writer.Write(path);
                writer.Write(content.Length);
                writer.Write(content);
            }
        }

        return bytes.ToArray();
    }

    /// <param name="bytes">What <see cref="ToBytes"/> gave.</param>
    public static KeptFiles Of(byte[] bytes)
    {
        var kept = new KeptFiles();
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        for (var left = reader.ReadInt32(); left > 0; left--)
            kept.Add(reader.ReadString(), new KeptStamp(reader.ReadString(), reader.ReadInt64(), reader.ReadInt64()));
        for (var left = reader.ReadInt32(); left > 0; left--) kept.Add(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        return kept;
    }
}
