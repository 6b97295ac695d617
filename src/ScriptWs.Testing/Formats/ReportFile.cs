using System.Text;

namespace ScriptWs.Testing.Formats;

/// <summary>Opens the files that formats write: UTF-8 without a byte order mark, in a folder that is made when it is missing.</summary>
internal static class ReportFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static StreamWriter Create(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return new StreamWriter(full, append: false, Utf8) { NewLine = "\n" };
    }

    public static void Write(string path, Action<TextWriter> write)
    {
        using var output = Create(path);
        write(output);
    }
}
