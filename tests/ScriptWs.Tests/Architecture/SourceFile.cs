namespace ScriptWs.Tests.Architecture;

/// <summary>A C# file as the rules see it.</summary>
internal sealed record SourceFile(string Path, string[] Lines)
{
    /// <summary>The project's first folder that holds it, or an empty string: <c>Protocol</c> for src/ScriptWs/Protocol/Opcode.cs.</summary>
    public string Folder => Path.Split('/') is { Length: > 3 } parts ? parts[2] : "";

    public static IEnumerable<SourceFile> Under(string folder) =>
        Repository.Files(folder, "*.cs").Select(path => new SourceFile(path, File.ReadAllLines(Repository.PathOf(path))));

    /// <summary>Its lines without comments, numbered from 1. A string that holds two slashes is cut short, which no rule minds.</summary>
    public IEnumerable<(int Number, string Code)> Code =>
        Lines.Select((line, index) => (index + 1, line.IndexOf("//", StringComparison.Ordinal) is var at and >= 0 ? line[..at] : line));

    public string At(int line, string rule) => $"{Path}:{line}: {rule}";
}
