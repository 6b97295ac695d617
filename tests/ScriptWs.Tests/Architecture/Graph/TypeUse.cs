namespace ScriptWs.Tests.Architecture.Graph;

/// <summary>A place where one type of ours names another, or a member of it.</summary>
/// <param name="IsInternal">What is named is no public API.</param>
internal sealed record TypeUse(OurType User, OurType Used, string File, int Line, bool IsInternal)
{
    public string At(string rule) => $"{File}:{Line}: {rule}";

    public override string ToString() => $"{User} → {Used}";
}
