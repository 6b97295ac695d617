using ScriptWs.Scripting;

namespace ScriptWs.Reload;

/// <summary>Files that belong together, and what is done when they are no longer as they were last read.</summary>
/// <param name="LastRead">The files as they were last read.</param>
/// <param name="ReloadAsync">Reads them again.</param>
internal sealed record WatchedFiles(Func<IReadOnlyDictionary<string, FileStamp>> LastRead, Func<Task> ReloadAsync)
{
    public bool HaveChanged => LastRead().Any(file => FileStamp.Of(file.Key) != file.Value);
}
