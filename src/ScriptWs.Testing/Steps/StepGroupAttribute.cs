namespace ScriptWs.Testing;

/// <summary>What the steps of a class are listed under by <c>scriptws test --list-steps</c>. Default: the name of the class, without <c>Steps</c>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StepGroupAttribute(string name) : Attribute
{
    /// <summary>The name of the group.</summary>
    public string Name { get; } = name;
}
