using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;

namespace ScriptWs.Http.Serving;

/// <summary>
/// The files of one folder that anybody may see: no name that begins with a dot (but <c>/.well-known</c>, RFC 8615), and
/// nothing that a symbolic link brings in from elsewhere.
/// </summary>
internal sealed class PublicFolder(string folder) : IFileProvider, IDisposable
{
    private const string WellKnown = ".well-known";

    private readonly PhysicalFileProvider _files = new(folder, ExclusionFilters.None);
    private readonly string _realRoot = RealPath.Of(folder) ?? folder;

    public IFileInfo GetFileInfo(string subpath) =>
        IsPublic(subpath) && _files.GetFileInfo(subpath) is { Exists: true, PhysicalPath: { } path } file && IsInside(path) ? file : new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) =>
        IsPublic(subpath) && IsInside(Path.Join(folder, subpath)) ? _files.GetDirectoryContents(subpath) : NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    public void Dispose() => _files.Dispose();

    private bool IsInside(string path) =>
        RealPath.Of(path) is { } real && (real == _realRoot || real.StartsWith(_realRoot.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static bool IsPublic(string subpath)
    {
        // A NUL or a colon (a stream of NTFS) has no business in the name of a file.
        if (subpath.AsSpan().ContainsAny('\0', ':', '\\')) return false;

        var names = subpath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].StartsWith('.') && !(i == 0 && names[i] == WellKnown)) return false;
        }

        return true;
    }
}
