using ScriptWs.Testing.Features;
using ScriptWs.Testing.JavaScript;
using ScriptWs.Testing.Steps;

namespace ScriptWs.Testing.Running;

/// <summary>Where the steps of a run come from, by its options.</summary>
internal static class StepSources
{
    /// <summary>Steps files in one folder at most: more is the wrong folder.</summary>
    private const int MaxFiles = 1_000;

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    public static IReadOnlyList<IStepSource> Of(FeatureRunOptions options)
    {
        var sources = new List<IStepSource>();
        if (options.BuiltInSteps) sources.Add(new BindingSource(typeof(StepSources).Assembly));
        sources.AddRange(options.StepAssemblies.Select(assembly => new BindingSource(assembly)));
        if ((options.StepFiles ?? Discover(options)) is { Count: > 0 } files) sources.Add(new ScriptStepSource(files, options.Folder));
        return sources;
    }

    /// <summary>The files in JavaScript and TypeScript beside the features, as cucumber-js finds them.</summary>
    private static List<string> Discover(FeatureRunOptions options) =>
    [
        .. options.Features.Select(feature => FolderOf(Path.GetFullPath(feature, options.Folder))).OfType<string>().Distinct()
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.?s", Everywhere).Where(IsSource).Take(MaxFiles))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Contains("node_modules"))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    private static bool IsSource(string file) =>
        Path.GetExtension(file) is ".js" or ".ts" && !file.EndsWith(".d.ts", StringComparison.Ordinal);

    private static string? FolderOf(string path)
    {
        // Of a whole project only the folder with the features: its handler scripts and pages are no steps.
        if (Directory.Exists(path)) return Directory.Exists(Path.Combine(path, ProjectFolder.Features)) ? Path.Combine(path, ProjectFolder.Features) : path;
        var folder = Path.GetDirectoryName(path);
        return path.Contains(".feature", StringComparison.Ordinal) && Directory.Exists(folder) ? folder : null;
    }
}
