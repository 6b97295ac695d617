using Reqnroll;

namespace ScriptWs.ReqnrollPlugin.JavaScript;

/// <summary>The files with JavaScript steps of one folder.</summary>
/// <param name="Name">The folder, relative to the test assembly, with <c>/</c> between its parts.</param>
/// <param name="Root">The folder of the test assembly.</param>
/// <param name="Files">The files, relative to the test assembly.</param>
internal sealed record StepFolder(string Name, string Root, IReadOnlyList<string> Files)
{
    /// <summary>Evaluates the files in an engine of their own.</summary>
    /// <exception cref="Testing.FeatureRunException">A file is missing or wrong.</exception>
    public ScriptEngine Load() => new(this);

    /// <summary>Whether a feature is in this folder or below it.</summary>
    public bool Covers(FeatureInfo feature) => Covers($"{feature.FolderPath.Replace('\\', '/').Trim('/')}/");

    /// <summary>Whether a path is in this folder or below it.</summary>
    public bool Covers(string path) => Name == "" || path.StartsWith($"{Name}/", StringComparison.Ordinal);
}
