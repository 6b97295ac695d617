using System.Globalization;
using System.Text.RegularExpressions;

namespace ScriptWs.Testing.Features;

/// <summary>A feature file to run, whole or the scenarios on some lines of it.</summary>
/// <param name="File">The path of the file.</param>
/// <param name="Uri">How the file is called in messages: relative to the folder that one is in, with slashes.</param>
/// <param name="Lines">Lines of scenarios or Examples rows; empty means all.</param>
internal sealed partial record FeaturePath(string File, string Uri, IReadOnlyList<int> Lines)
{
    /// <summary>Feature files under one folder at most: more is the wrong folder.</summary>
    private const int MaxFiles = 10_000;

    /// <summary>Finds the feature files that arguments such as <c>features</c>, <c>a.feature</c> and <c>a.feature:12:30</c> mean.</summary>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no feature in it; the message is a sentence.</exception>
    public static IReadOnlyList<FeaturePath> Find(IEnumerable<string> arguments, string root)
    {
        var found = new Dictionary<string, FeaturePath>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            var withLines = LineSuffix().Match(argument);
            var path = withLines.Success ? withLines.Groups["path"].Value : argument;
            List<int> lines = [.. withLines.Groups["line"].Captures.Select(line => int.Parse(line.Value, CultureInfo.InvariantCulture))];
            var full = Path.GetFullPath(path, root);
            if (System.IO.File.Exists(full)) Add(full, lines);
            else if (Directory.Exists(full)) AddAll(full, path);
            else throw new FileNotFoundException($"{path}: there is no such file or folder; {Advice(root)}");
        }

        return [.. found.Values];

        void AddAll(string folder, string name)
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
            var files = Directory.EnumerateFiles(folder, "*", options).Where(IsFeature).Where(file => !IsForeign(folder, file)).Take(MaxFiles)
                .Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0) throw new FileNotFoundException($"{name}: there is no .feature file in this folder; write one, or name another folder.");
            foreach (var file in files) Add(file, []);
        }

        void Add(string file, List<int> lines)
        {
            var uri = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (!found.TryAdd(file, new FeaturePath(file, uri, lines)) && found[file].Lines.Count > 0)
                found[file] = found[file] with { Lines = lines.Count == 0 ? [] : [.. found[file].Lines, .. lines] };
        }
    }

    private static string Advice(string root)
    {
        string[] projects = [.. Directory.EnumerateDirectories(root).Select(folder => Path.Combine(folder, ProjectFolder.Features)).Where(Directory.Exists).Take(2)];
        return projects is [var one]
            ? $"did you mean \"scriptws test {Path.GetRelativePath(root, one).Replace('\\', '/')}\"?"
            : "name feature files or a folder that holds some.";
    }

    private static bool IsFeature(string path) =>
        path.EndsWith(".feature", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".feature.md", StringComparison.OrdinalIgnoreCase);

    private static bool IsForeign(string folder, string file) =>
        Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "node_modules" or "bin" or "obj");

    [GeneratedRegex(@"^(?<path>.+?\.(feature|feature\.md))(:(?<line>\d{1,7}))+$")]
    private static partial Regex LineSuffix();
}
