using System.Globalization;
using System.Text;
using ScriptWs.Testing;

namespace ScriptWs.ReqnrollPlugin.Worlds;

/// <summary>Attachments as files, because Reqnroll takes no others. They are removed at the end of the run.</summary>
internal sealed class AttachmentFiles : IDisposable
{
    private static readonly Dictionary<string, string> Extensions = new(StringComparer.Ordinal)
    {
        ["text/plain"] = ".txt",
        ["text/html"] = ".html",
        ["text/csv"] = ".csv",
        ["application/json"] = ".json",
        ["application/pdf"] = ".pdf",
        ["image/png"] = ".png",
        ["image/jpeg"] = ".jpg",
        ["image/svg+xml"] = ".svg",
        ["video/mp4"] = ".mp4",
    };

    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("scriptws-").FullName);
    private int _count;

    /// <returns>The path of the file, whose extension tells what it holds.</returns>
    public string Write(AttachedData data)
    {
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        var name = string.Concat((data.FileName ?? "attachment").Split(Path.GetInvalidFileNameChars()));
        var extension = Path.HasExtension(name) ? "" : Extensions.GetValueOrDefault(data.MediaType, data.IsBase64 ? ".bin" : ".txt");
        // A folder for each: reports show the name of the file.
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Value, number)).FullName, name + extension);
        File.WriteAllBytes(path, data.IsBase64 ? Convert.FromBase64String(data.Body) : Encoding.UTF8.GetBytes(data.Body));
        return path;
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated) Directory.Delete(_folder.Value, recursive: true);
    }
}
