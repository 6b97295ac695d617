using System.Security.Cryptography;

namespace ScriptWs.Fuzz;

/// <summary>Inputs that are kept: those that found something once, and a few to start from. A test tries all of them.</summary>
public static class Corpus
{
    private static string Root => Path.Combine(AppContext.BaseDirectory, "Corpus");

    public static IReadOnlyList<string> FilesOf(string target) =>
        Directory.Exists(Path.Combine(Root, target)) ? [.. Directory.EnumerateFiles(Path.Combine(Root, target)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes an input down under a name that tells it from others.</summary>
    /// <returns>The file.</returns>
    public static string Keep(string folder, string target, byte[] input)
    {
        var path = Path.Combine(folder, target, Convert.ToHexStringLower(SHA256.HashData(input))[..16] + ".bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }
}
