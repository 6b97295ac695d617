namespace ScriptWs.ReqnrollPlugin;

/// <summary>
/// A file with steps in JavaScript, which import <c>scriptws/testing</c>. The features of its folder, and of the folders below it, can use
/// them. The project copies the file to its output.
/// </summary>
/// <example><code>[assembly: StepFile("features/steps.js")]</code></example>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class StepFileAttribute(string path) : Attribute
{
    /// <summary>The path, relative to the folder of the test assembly.</summary>
    public string Path { get; } = path;
}
