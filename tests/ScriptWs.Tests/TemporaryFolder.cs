namespace ScriptWs.Tests;

/// <summary>An empty folder for one test, deleted after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("scriptws-test-").FullName;

    public void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);

    /// <summary>Replaces a file in one step, as careful editors save: nobody ever sees half of it.</summary>
    public void Replace(string name, string content)
    {
        Write(name + ".new", content);
        File.Move(System.IO.Path.Combine(Path, name + ".new"), System.IO.Path.Combine(Path, name), overwrite: true);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
