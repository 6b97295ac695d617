namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>A place where a type of ours names a type that is not ours.</summary>
/// <param name="Library">The name of its assembly.</param>
internal sealed record LibraryUse(OurType User, string Library, string File, int Line)
{
    public string At(string rule) => $"{File}:{Line}: {rule}";
}
